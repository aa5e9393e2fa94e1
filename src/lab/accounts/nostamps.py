"""Times that the sign-in library would write are not written (docs/adr: no monitoring).

No last use of a factor, no last sign-in through a provider; what was added keeps its day only.
"""

import datetime
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from django.db.models import Field, Model
from django.utils import timezone

NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def forget_times() -> None:
    """Make the library forget when somebody was here; called once at start."""
    _write(Authenticator, "created_at", _day)
    _write(Authenticator, "last_used_at", _nothing)
    _write(SocialAccount, "last_login", _never)
    _write(SocialAccount, "date_joined", _day)
    setattr(RecoveryCodes, "mark_as_viewed", _unmarked)  # noqa: B010 – a method of the library


def _write(
    model: type[Model], name: str, value: Callable[[Field[Any, Any], Model], object]
) -> None:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)

    def before_saving(instance: Model, add: bool) -> object:
        found = value(field, instance)
        setattr(instance, field.attname, found)
        return found

    vars(field)["pre_save"] = before_saving


def _unmarked(codes: RecoveryCodes) -> None:
    """Let somebody look at their codes without writing down when."""


def _nothing(field: Field[Any, Any], instance: Model) -> None:
    return None


def _never(field: Field[Any, Any], instance: Model) -> datetime.datetime:
    return NEVER


def _day(field: Field[Any, Any], instance: Model) -> datetime.datetime:
    moment = getattr(instance, field.attname) or timezone.now()
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
