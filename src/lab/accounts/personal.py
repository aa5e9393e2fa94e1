"""The rules for what this floor, the library and the core keep about people."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from lab.accounts.models import Session, User
from lab.core.models import DailyCount, DailyRun, Pulse
from lab.core.personal import NotPersonal, PersonalData, register

WITH_ACCOUNT = _("Until you delete your account.")
LAST = 100
LATE = 90


def _of_user(model: type[Model]) -> Callable[[int], None]:
    def erase(user_id: int) -> None:
        model._default_manager.filter(user_id=user_id).delete()

    return erase


def _account(user_id: int) -> Iterable[dict[str, Any]]:
    fields = ("public_id", "email", "name", "is_active", "created_on", "last_quarter")
    return map(dict, User.objects.filter(pk=user_id).values(*fields))


def _delete_account(user_id: int) -> None:
    User.objects.filter(pk=user_id).delete()


def _addresses(user_id: int) -> Iterable[dict[str, Any]]:
    own = EmailAddress.objects.filter(user_id=user_id)
    return map(dict, own.order_by("-primary", "email").values("email", "verified", "primary"))


def _sessions(user_id: int) -> Iterable[dict[str, Any]]:
    own = Session.objects.filter(user_id=user_id)
    return map(dict, own.values("started_on", "name"))


def _factors(user_id: int) -> Iterable[dict[str, Any]]:
    for factor in Authenticator.objects.filter(user_id=user_id):
        added = timezone.localdate(factor.created_at)
        yield {"type": factor.type, "name": factor.data.get("name", ""), "added_on": added}


def _services(user_id: int) -> Iterable[dict[str, Any]]:
    for account in SocialAccount.objects.filter(user_id=user_id):
        added = timezone.localdate(account.date_joined)
        yield {"service": account.provider, "mark": account.uid, "added_on": added}


OWN: dict[type[Model], PersonalData] = {
    EmailAddress: PersonalData(
        _("To sign you in and to write to you."), WITH_ACCOUNT, _addresses, _of_user(EmailAddress)
    ),
    Session: PersonalData(
        _("So that a device stays signed in; only its first day is kept."),
        _("Until you sign out, a day after its end at the latest."),
        _sessions,
        _of_user(Session),
    ),
    Authenticator: PersonalData(
        _("Your second step and your passkeys."),
        _("Until you remove them."),
        _factors,
        _of_user(Authenticator),
    ),
    SocialAccount: PersonalData(
        _("So that you can sign in through your organisation."),
        _("Until you remove it."),
        _services,
        _of_user(SocialAccount),
    ),
}
ACCOUNT = PersonalData(
    _("So that you can sign in and others know who speaks."),
    WITH_ACCOUNT,
    _account,
    _delete_account,
)


def _register_personal() -> None:
    register(User, ACCOUNT, order=LAST)
    for model, rule in OWN.items():
        register(model, rule, order=LATE)


def _register_rest() -> None:
    reasons: dict[type[Model], str] = {
        EmailConfirmation: "Never written: confirmations are signed links.",
        SocialApp: "Never written: services come from a file.",
        SocialToken: "Never written: tokens of services are not kept.",
        Permission: "Never written: roles are granted by memberships.",
        Group: "Never written: roles are granted by memberships.",
        ContentType: "Names of models.",
        DailyCount: "Numbers per day, nobody is named.",
        DailyRun: "What the worker has done today.",
        Pulse: "Which task workers are alive.",
        DBTaskResult: "Numbers of rows to work on; no names, no text.",
    }
    for model, reason in reasons.items():
        register(model, NotPersonal(reason))


def register_rules() -> None:
    """State the rule of every model on and below this floor; called once at start."""
    _register_personal()
    _register_rest()
