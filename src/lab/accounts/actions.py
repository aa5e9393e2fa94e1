"""What happens to accounts and sessions; no deed here writes who did what when."""

from allauth.account.models import EmailAddress
from django.db import transaction

from lab.accounts.models import Session, User
from lab.core import deletions
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
    deletions.note(user)
    for _label, rule in personal_rules():
        rule.erase(user.pk)
