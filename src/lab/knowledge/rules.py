"""Who may do what with pitfalls and approaches; every sentence begins with a positive."""

import rules

from lab.core.audience import Viewer
from lab.directory.models.membership import Role
from lab.knowledge.models import Contribution


@rules.predicate
def is_member(viewer: Viewer) -> bool:
    """Does the viewer belong to an organisation of the lab?"""
    return viewer.is_member


@rules.predicate
def is_editor(viewer: Viewer) -> bool:
    """Is the viewer an editor in the lab?"""
    return viewer.is_member and viewer.has_role(Role.EDITOR)


@rules.predicate
def leads_lab(viewer: Viewer) -> bool:
    """Does the viewer coordinate the lab?"""
    return viewer.is_member and viewer.has_role(Role.LAB_COORDINATOR)


@rules.predicate
def is_in_own_lab(viewer: Viewer, thing: Contribution) -> bool:
    """Does the text belong to the viewer's lab?"""
    return viewer.lab_id == thing.lab_id


@rules.predicate
def is_published(viewer: Viewer, thing: Contribution) -> bool:
    """Can others read the text today?"""
    return thing.is_published


rules.add_rule("knowledge.speak", is_member & is_in_own_lab & is_published)
rules.add_rule("knowledge.hide_examples", is_editor | leads_lab)
