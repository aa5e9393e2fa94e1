"""What the directory keeps about people, for how long, and how it is handed out and erased."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lab.accounts.models import User
from lab.core.personal import NotPersonal, PersonalData, register
from lab.directory.models import (
    AccessibilityStatement,
    Application,
    BarrierReport,
    Invitation,
    Lab,
    LegalPage,
    MailDomain,
    Membership,
    Organisation,
    Partnership,
    Profile,
    RoleGrant,
)

Rows = Iterable[dict[str, Any]]


def _memberships(user_id: int) -> Rows:
    found = Membership.objects.filter(user=user_id).select_related("lab", "organisation")
    for row in found:
        ended = row.ended_on.isoformat() if row.ended_on else None
        yield {
            "lab": row.lab.name,
            "organisation": row.organisation.name,
            "since": row.since.isoformat(),
            "ended": ended,
        }


def _roles(user_id: int) -> Rows:
    for row in RoleGrant.objects.filter(membership__user=user_id).select_related("membership__lab"):
        yield {
            "lab": row.membership.lab.name,
            "role": str(row.get_role_display()),
            "since": row.granted_on.isoformat(),
        }


def _profile(user_id: int) -> Rows:
    for row in Profile.objects.filter(user=user_id):
        yield {"can": row.can, "seeks": row.seeks, "cares": row.cares, "badges": row.badges}


def _applications(user_id: int) -> Rows:
    found = Application.objects.filter(user=user_id).select_related("lab", "organisation")
    for row in found:
        yield {
            "lab": row.lab.name,
            "organisation": row.organisation.name,
            "note": row.note,
            "asked": row.asked_on.isoformat(),
            "outcome": str(row.get_outcome_display()),
        }


def _addresses(user_id: int) -> list[str]:
    return list(User.objects.filter(pk=user_id).values_list("email", flat=True))


def _invitations(user_id: int) -> Rows:
    found = Invitation.objects.to_addresses(_addresses(user_id))
    for row in found.select_related("lab", "organisation"):
        yield {
            "lab": row.lab.name,
            "organisation": row.organisation.name,
            "mail": row.email,
            "invited": row.invited_on.isoformat(),
        }


def _erase_invitations(user_id: int) -> None:
    Invitation.objects.to_addresses(_addresses(user_id)).delete()
    Invitation.objects.filter(accepted_by__user=user_id).delete()


def _delete(model: type[Model], path: str) -> Callable[[int], None]:
    def erase(user_id: int) -> None:
        model._default_manager.filter(**{path: user_id}).delete()

    return erase


WITH_ACCOUNT = _("until the account is deleted")
NOBODY = _("says nothing about a person")

register(
    Profile,
    PersonalData(
        _("What you tell about yourself"), WITH_ACCOUNT, _profile, _delete(Profile, "user")
    ),
)
register(
    Invitation,
    PersonalData(
        _("Inviting people to an organisation"),
        _("90 days after the invitation has ended"),
        _invitations,
        _erase_invitations,
    ),
    order=40,
)
register(
    Application,
    PersonalData(
        _("Deciding who joins an organisation"),
        _("90 days after the decision"),
        _applications,
        _delete(Application, "user"),
    ),
)
register(
    RoleGrant,
    PersonalData(
        _("Rights in a lab"),
        _("until the role is taken back"),
        _roles,
        _delete(RoleGrant, "membership__user"),
    ),
    order=60,
)
register(
    Membership,
    PersonalData(
        _("Acting for an organisation in a lab"),
        WITH_ACCOUNT,
        _memberships,
        _delete(Membership, "user"),
    ),
    order=70,
)
register(
    BarrierReport, NotPersonal(_("written without an account; deleted a year after the answer"))
)
for model in (Lab, Organisation, Partnership, MailDomain, LegalPage, AccessibilityStatement):
    register(model, NotPersonal(NOBODY))
