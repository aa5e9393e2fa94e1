"""Who may do what with pitfalls and approaches; every sentence begins with a positive."""

import rules
from django.db.models import Q

from lab.core.audience import Viewer
from lab.directory.models.membership import Role
from lab.knowledge.models import Approach, Contribution, Pitfall
from lab.knowledge.models.contribution import SHARED


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


@rules.predicate
def is_author(viewer: Viewer, thing: Contribution) -> bool:
    """Did the viewer write the text, under this or an earlier membership?"""
    if viewer.user_id is None or thing.author is None:
        return False
    return thing.author.user_id == viewer.user_id


@rules.predicate
def is_from_elsewhere(viewer: Viewer, thing: Contribution) -> bool:
    """Does the text come from another organisation, or from nobody knows where?"""
    return viewer.organisation_id is not None and thing.organisation_id != viewer.organisation_id


@rules.predicate
def awaits_release(viewer: Viewer, thing: Contribution) -> bool:
    """Does the text wait for editors?"""
    return thing.awaits_release


@rules.predicate
def is_for_others(viewer: Viewer, thing: Contribution) -> bool:
    """Was the text handed in for other organisations to read?"""
    return thing.submitted_on is not None and thing.visibility in SHARED


@rules.predicate
def is_still_free(viewer: Viewer, thing: Pitfall | Approach) -> bool:
    """Has neither the viewer nor the viewer's organisation released this text?"""
    mine = Q(organisation=viewer.organisation_id) | Q(by__user=viewer.user_id)
    return not thing.releases.valid().filter(mine).exists()


@rules.predicate
def has_had_its_time(viewer: Viewer, thing: Pitfall | Approach) -> bool:
    """Has the author answered every question, or had 21 days to do so?"""
    return not thing.questions.blocking().exists()


@rules.predicate
def is_signed(viewer: Viewer, thing: Contribution) -> bool:
    """Does the text name the organisation it comes from?"""
    return thing.organisation_id is not None


edits = is_editor & is_in_own_lab
owns = is_member & is_in_own_lab & is_author
may_release = edits & awaits_release & is_from_elsewhere & ~is_author

rules.add_rule("knowledge.write", is_member)
rules.add_rule("knowledge.edit", owns | (edits & is_for_others))
rules.add_rule("knowledge.own", owns)
rules.add_rule("knowledge.attach", owns & is_signed)
rules.add_rule("knowledge.use_desk", is_editor)
rules.add_rule("knowledge.work_on", edits & awaits_release)
rules.add_rule("knowledge.release", may_release & is_still_free & has_had_its_time)
rules.add_rule("knowledge.reject", edits & awaits_release & has_had_its_time)
rules.add_rule("knowledge.review", edits & is_for_others & is_published)
rules.add_rule("knowledge.continue", is_member & is_in_own_lab & is_published)
