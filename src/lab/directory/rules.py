"""Who may do what with labs, organisations and members; the table is in the README."""

import rules

from lab.core.audience import Viewer
from lab.directory.models import Application, Membership, Organisation
from lab.directory.models.membership import Role

GRANTABLE: dict[str, frozenset[str]] = {
    Role.COORDINATOR: frozenset(
        {
            Role.EDITOR,
            Role.FACILITATOR,
            Role.COORDINATOR,
            Role.STEERING,
            Role.STAFF_COUNCIL,
        }
    ),
    Role.LAB_COORDINATOR: frozenset(Role),
}


def grantable(viewer: Viewer, organisation_id: int) -> frozenset[str]:
    """Return the roles the viewer may grant to members of the organisation."""
    found: frozenset[str] = frozenset()
    if viewer.is_member and viewer.has_role(Role.LAB_COORDINATOR):
        found |= GRANTABLE[Role.LAB_COORDINATOR]
    if viewer.has_role(Role.COORDINATOR) and viewer.organisation_id == organisation_id:
        found |= GRANTABLE[Role.COORDINATOR]
    return found


def changeable(viewer: Viewer, membership: Membership) -> frozenset[str]:
    """Return the roles the viewer may grant to this member or take away; never to oneself."""
    if membership.lab_id != viewer.lab_id or membership.user_id == viewer.user_id:
        return frozenset()
    return grantable(viewer, membership.organisation_id)


@rules.predicate
def coordinates_the_lab(viewer: Viewer) -> bool:
    """Does the viewer coordinate the lab?"""
    return viewer.is_member and viewer.has_role(Role.LAB_COORDINATOR)


@rules.predicate
def coordinates_a_house(viewer: Viewer) -> bool:
    """Does the viewer coordinate the own organisation?"""
    return viewer.is_member and viewer.has_role(Role.COORDINATOR)


@rules.predicate
def coordinates_this_house(viewer: Viewer, organisation: Organisation) -> bool:
    """Does the viewer coordinate this organisation?"""
    return viewer.organisation_id == organisation.pk and viewer.has_role(Role.COORDINATOR)


@rules.predicate
def takes_part(viewer: Viewer, organisation: Organisation) -> bool:
    """Does the organisation take part in the viewer's lab?"""
    return Organisation.objects.visible_to(viewer).filter(pk=organisation.pk).exists()


@rules.predicate
def keeps_its_pages(viewer: Viewer, organisation: Organisation) -> bool:
    """Does the viewer answer for the data and the legal pages of the organisation?"""
    return Organisation.objects.answered_for_by(viewer).filter(pk=organisation.pk).exists()


@rules.predicate
def may_decide(viewer: Viewer, application: Application) -> bool:
    """Is the application one for this coordinator, and not the own one?"""
    if not viewer.is_member or application.user_id == viewer.user_id:
        return False
    return Application.objects.visible_to(viewer).filter(pk=application.pk).exists()


@rules.predicate
def keeps_member(viewer: Viewer, membership: Membership) -> bool:
    """Does the viewer keep this member as a coordinator?"""
    return Membership.objects.kept_by(viewer).filter(pk=membership.pk).exists()


rules.add_rule("directory.enter_administration", coordinates_the_lab | coordinates_a_house)
rules.add_rule("directory.edit_lab", coordinates_the_lab)
rules.add_rule("directory.add_organisation", coordinates_the_lab)
rules.add_rule("directory.invite", takes_part & (coordinates_the_lab | coordinates_this_house))
rules.add_rule("directory.answer_for", keeps_its_pages)
rules.add_rule("directory.decide_application", may_decide)
rules.add_rule("directory.keep_member", keeps_member)
