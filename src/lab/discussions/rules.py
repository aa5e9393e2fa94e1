"""Who may comment, hide and decide about reports."""

import rules

from lab.core.audience import Viewer
from lab.directory.models.membership import Role
from lab.discussions.models import Comment, Report


@rules.predicate
def is_member(viewer: Viewer) -> bool:
    """Does the viewer belong to an organisation of the lab?"""
    return viewer.is_member


@rules.predicate
def is_editor(viewer: Viewer) -> bool:
    """Is the viewer an editor of the lab?"""
    return viewer.is_member and viewer.has_role(Role.EDITOR)


@rules.predicate
def wrote_it(viewer: Viewer, comment: Comment) -> bool:
    """Did the viewer write the comment?"""
    return viewer.membership_id is not None and comment.author_id == viewer.membership_id


@rules.predicate
def is_open(viewer: Viewer, report: Report) -> bool:
    """Does the report still wait for a decision?"""
    return report.is_open


@rules.predicate
def somebody_else_hid_it(viewer: Viewer, report: Report) -> bool:
    """Did nobody hide it yet, or another person than the viewer?"""
    return report.hidden_by is None or report.hidden_by.user_id != viewer.user_id


@rules.predicate
def nobody_hid_it(viewer: Viewer, report: Report) -> bool:
    """Is it still shown?"""
    return report.hidden_on is None


rules.add_rule("discussions.comment", is_member)
rules.add_rule("discussions.delete_comment", is_member & wrote_it)
rules.add_rule("discussions.read_reports", is_editor)
rules.add_rule("discussions.hide", is_editor & is_open & nobody_hid_it)
rules.add_rule("discussions.decide", is_editor & is_open & somebody_else_hid_it)
