"""Commenting, reporting, hiding, deciding."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.directory.housebook import Unnamed
from lab.directory.models import Membership
from lab.discussions.models import Comment, Report


@transaction.atomic
def comment_on(
    thing: Model,
    text: str,
    *,
    by: Membership,
    kind: str = Comment.Kind.ADDITION,
    signature: str = Comment.Signature.ORGANISATION,
) -> Comment:
    """Add to a thing or object to it; the same words on the same day are said once."""
    comment, is_new = Comment.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        author=by,
        text=text.strip(),
        posted_on=timezone.localdate(),
        defaults={
            "lab": by.lab,
            "organisation": by.organisation,
            "kind": kind,
            "signature": signature,
        },
    )
    if is_new:
        record(by, Verb.COMMENTED, thing)
    return comment


@transaction.atomic
def delete_comment(comment: Comment, *, by: Membership) -> None:
    """Take one's own comment back; it is gone."""
    gone, _ = Comment.objects.filter(pk=comment.pk).delete()
    if gone:
        record(by, Verb.WITHDREW, comment)


@transaction.atomic
def report(thing: Any, reason: str) -> Report:
    """Say that something should not be seen; who says it is not kept."""
    row = Report.objects.create(lab_id=thing.lab_id, thing=thing, reason=reason.strip())
    record(Unnamed(lab_id=thing.lab_id), Verb.REPORTED, thing)
    return row


@transaction.atomic
def hide(row: Report, *, by: Membership) -> None:
    """Hide the reported thing at once; hiding it twice is recorded once."""
    waiting = Report.objects.filter(pk=row.pk, outcome="", hidden_on=None)
    if not waiting.update(hidden_by=by, hidden_on=timezone.localdate()):
        return
    thing = row.thing
    if thing is not None:
        _show(thing, shown=False)
        record(by, Verb.HID, thing)


@transaction.atomic
def decide(row: Report, *, shown: bool, by: Membership) -> None:
    """Decide whether the thing stays hidden; the first decision holds.

    Nobody hides for good alone: what stays hidden was hidden by another person before.
    """
    outcome = Report.Outcome.SHOWN if shown else Report.Outcome.HIDDEN
    waiting = Report.objects.filter(pk=row.pk, outcome="").exclude(hidden_by=by)
    if not shown:
        waiting = waiting.exclude(hidden_on=None)
    if not waiting.update(outcome=outcome, decided_by=by, decided_on=timezone.localdate()):
        return
    thing = row.thing
    if thing is not None:
        _show(thing, shown=shown and not _hidden_by_another(row))
        record(by, Verb.DECIDED_REPORT, thing)


def _hidden_by_another(row: Report) -> bool:
    same = Report.objects.filter(content_type=row.content_type_id, object_id=row.object_id)
    stays = same.filter(outcome=Report.Outcome.HIDDEN) | same.filter(
        outcome="", hidden_on__isnull=False
    )
    return stays.exclude(pk=row.pk).exists()


def _show(thing: Any, *, shown: bool) -> None:
    type(thing)._default_manager.filter(pk=thing.pk).update(is_hidden=not shown)
    thing.is_hidden = not shown
