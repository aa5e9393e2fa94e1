"""Asking the author, and answering."""

from django.db import transaction
from django.utils import timezone

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.access import require
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock, undecided
from lab.knowledge.actions.release import forget_originals, wait_for_author
from lab.knowledge.models import Question, Rejection


@transaction.atomic
def ask(thing: T, *, by: Membership, text: str) -> Question:
    """Ask the author; until the answer, or for 21 days, nobody decides. The same twice is once."""
    locked = lock(thing)
    undecided(locked)
    require(by.viewer, "knowledge.work_on", locked)
    asked, is_new = Question.objects.get_or_create(
        **{locked.kind: locked},
        text=text,
        answered_on=None,
        defaults={"asked_by": by, "organisation_id": by.organisation_id},
    )
    if is_new:
        record(by, Verb.ASKED, locked)
    return asked


@transaction.atomic
def answer(thing: T, question_id: str, *, by: Membership, text: str) -> None:
    """Answer as the signed author; the first answer stays."""
    locked = lock(thing)
    require(by.viewer, "knowledge.own", locked)
    open_ones = locked.questions.open().filter(public_id=question_id)
    if open_ones.update(answer=text, answered_on=timezone.localdate()):
        record(by, Verb.ANSWERED, locked)


@transaction.atomic
def reject(thing: T, *, by: Membership, reason: str) -> Rejection | None:
    """Decide not to publish and tell the author why; a new version may be handed in."""
    locked = lock(thing)
    if not locked.awaits_release and locked.rejections.filter(by=by, reason=reason).exists():
        return None
    undecided(locked)
    wait_for_author(locked)
    require(by.viewer, "knowledge.reject", locked)
    locked.submitted_on = None
    locked.save(update_fields=["submitted_on"])
    locked.releases.valid().update(voided_on=timezone.localdate())
    forget_originals(locked)
    rejected = Rejection.objects.create(
        **{locked.kind: locked}, by=by, organisation_id=by.organisation_id, reason=reason
    )
    record(by, Verb.DROPPED, locked)
    return rejected
