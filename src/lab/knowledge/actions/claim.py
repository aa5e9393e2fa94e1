"""What an anonymous author does with the claim code: look, answer, change, withdraw.

None of these deeds writes a row of the house book or enqueues a task; they are counted per day.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.core.access import Conflict
from lab.core.models import DailyCount
from lab.core.pseudonyms import digest
from lab.directory.models import Lab
from lab.knowledge.actions.capture import ANONYMOUS_DEED
from lab.knowledge.actions.locking import lock, unchanged
from lab.knowledge.actions.removal import remove
from lab.knowledge.claimcodes import LENGTH, normalise
from lab.knowledge.models import Pitfall, Question, Theme


def find_by_code(lab: Lab, code: str) -> Pitfall | None:
    """Return the pitfall this code belongs to, if any."""
    typed = normalise(code)
    if len(typed) != LENGTH:
        return None
    return Pitfall.objects.filter(lab=lab, claim_hash=digest(typed)).first()


@transaction.atomic
def answer_anonymously(pitfall: Pitfall, question_id: str, *, answer: str) -> None:
    """Answer a question of the editors; the first answer stays."""
    locked = lock(pitfall)
    open_ones = Question.objects.open().filter(pitfall=locked, public_id=question_id)
    if open_ones.update(answer=answer, answered_on=timezone.localdate()):
        _count()


@transaction.atomic
def change_anonymously(
    pitfall: Pitfall,
    *,
    revision: int,
    changes: Mapping[str, Any],
    themes: Iterable[Theme] | None = None,
) -> Pitfall:
    """Change the text before it is released; this voids releases and hands it in again."""
    locked = lock(pitfall)
    unchanged(locked, revision)
    if locked.publish_on is not None or locked.archived_on is not None:
        raise Conflict(_("This text has been released and can no longer be changed."))
    for name, value in changes.items():
        setattr(locked, name, value)
    today = timezone.localdate()
    locked.revision += 1
    locked.submitted_on = locked.submitted_on or today
    locked.save()
    if themes is not None:
        locked.themes.set(themes)
    locked.releases.valid().update(voided_on=today)
    _count()
    return locked


@transaction.atomic
def withdraw_anonymously(pitfall: Pitfall) -> None:
    """Remove the pitfall and all that hangs on it, at any time; withdrawing twice is harmless."""
    rows = Pitfall.objects.select_for_update().filter(pk=pitfall.pk)
    found = rows.first()
    if found is not None:
        remove(found)
        _count()


def _count() -> None:
    DailyCount.objects.add(ANONYMOUS_DEED, timezone.localdate())
