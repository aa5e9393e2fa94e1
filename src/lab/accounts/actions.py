"""What happens to accounts and sessions; no deed here writes who did what when."""

import os

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lab.accounts.models import Session, User
from lab.core.personal import personal_rules


@transaction.atomic
def open_account(*, email: str, name: str, password: str | None = None) -> User:
    """Open an account whose address is known to be right (operator, demo); again: the same one."""
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, password, name=name)
    EmailAddress.objects.get_or_create(
        user=user, email=address, defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def end_session(session: Session) -> None:
    """Sign one device out."""
    Session.objects.filter(pk=session.pk).delete()


@transaction.atomic
def end_other_sessions(user: User, *, but: str) -> None:
    """Sign every device out but the one whose row has this key."""
    Session.objects.filter(user=user).exclude(pk=but).delete()


@transaction.atomic
def close_account(user: User) -> None:
    """Shut an account: nobody signs in, and every device is signed out at once."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    Session.objects.filter(user=user).delete()


@transaction.atomic
def reopen_account(user: User) -> None:
    """Let the person sign in again."""
    User.objects.filter(pk=user.pk).update(is_active=True)


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete the person: every model by its own rule, the account last."""
    public_id, number = user.public_id, user.pk
    for _label, rule in personal_rules():
        rule.erase(number)
    transaction.on_commit(lambda: _note_for_restore(public_id))


def _note_for_restore(public_id: str) -> None:
    """Write down that this account is gone, so that a restored backup forgets it again."""
    line = f"{timezone.localdate().isoformat()} account {public_id}\n"
    place = settings.LAB_DATA / "deletions.txt"
    descriptor = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a") as file:
        file.write(line)
