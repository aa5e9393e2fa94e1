"""Members: how they come, which roles they hold, how they go."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.accounts.models import User
from lab.core.access import Conflict
from lab.directory.housebook import record
from lab.directory.models import Application, Lab, Membership, Organisation, RoleGrant
from lab.directory.models.membership import Role


def join(
    user: User,
    lab: Lab,
    organisation: Organisation,
    *,
    roles: Iterable[str] = (),
    granted_by: Membership | None = None,
) -> Membership:
    """Make a person a member; part of accepting an invitation or an application."""
    User.objects.select_for_update().get(pk=user.pk)
    current = Membership.objects.filter(user=user, lab=lab, ended_on=None).first()
    if current is not None and current.organisation_id != organisation.pk:
        raise Conflict(
            _("Whoever acts for another organisation in this lab has to leave that one first.")
        )
    membership = current or Membership.objects.create(user=user, lab=lab, organisation=organisation)
    for role in set(roles) & set(Role.values):
        RoleGrant.objects.get_or_create(
            membership=membership, role=role, defaults={"granted_by": granted_by}
        )
    Application.objects.open().filter(user=user, lab=lab).update(
        outcome=Application.Outcome.ACCEPTED,
        decided_on=timezone.localdate(),
        decided_by=granted_by,
    )
    return membership


@transaction.atomic
def grant_role(membership: Membership, role: str, *, by: Membership) -> RoleGrant:
    """Grant a role; granting it twice is recorded once."""
    grant, is_new = RoleGrant.objects.get_or_create(
        membership=membership, role=Role(role), defaults={"granted_by": by}
    )
    if is_new:
        record(by, "granted", membership)
    return grant


@transaction.atomic
def revoke_role(membership: Membership, role: str, *, by: Membership) -> None:
    """Take a role back; the lab keeps at least one coordinator."""
    _keep_a_coordinator(membership, leaving=role == Role.LAB_COORDINATOR)
    gone, _rows = RoleGrant.objects.filter(membership=membership, role=role).delete()
    if gone:
        record(by, "revoked", membership)


@transaction.atomic
def leave(membership: Membership, *, by: Membership) -> None:
    """Leave the organisation in this lab; contributions stay with the organisation."""
    if _end(membership):
        record(by, "left", membership)


@transaction.atomic
def end_membership(membership: Membership, *, by: Membership) -> None:
    """End somebody's membership as a coordinator."""
    if _end(membership):
        record(by, "left", membership)


def _end(membership: Membership) -> bool:
    _keep_a_coordinator(membership, leaving=True)
    membership.grants.all().delete()
    rows = Membership.objects.filter(pk=membership.pk, ended_on=None)
    return bool(rows.update(ended_on=timezone.localdate()))


def _keep_a_coordinator(membership: Membership, *, leaving: bool) -> None:
    if not leaving:
        return
    Lab.objects.select_for_update().get(pk=membership.lab_id)
    people = Membership.objects.active().filter(lab=membership.lab_id)
    coordinators = set(people.holding(Role.LAB_COORDINATOR).values_list("pk", flat=True))
    if coordinators == {membership.pk}:
        raise Conflict(_("Somebody else has to coordinate the lab first."))
