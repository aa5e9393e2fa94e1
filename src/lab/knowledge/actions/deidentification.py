"""Taking identifying detail out: keeps releases already given, and says who decided."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.access import Conflict, require
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock, unchanged, undecided
from lab.knowledge.models import Redaction
from lab.knowledge.passages import limit_of, set_text, texts_of

LONGER_BY = 40
SPACES = re.compile(r" {2,}")


@dataclass(frozen=True)
class Passage:
    """Words in one text of a contribution, and why they were marked."""

    place: str
    words: str
    kind: str


@transaction.atomic
def replace_passage(
    thing: T, passage: Passage, replacement: str, *, by: Membership, revision: int
) -> T:
    """Put harmless words in the place of a passage, everywhere in this text."""
    locked = _open(thing, by, revision)
    before = _text(locked, passage)
    if len(replacement) > len(passage.words) + LONGER_BY:
        raise Conflict(
            _("Taking detail out makes a text shorter. To rewrite it, change the text itself.")
        )
    after = SPACES.sub(" ", " ".join(replacement.split()).join(before.split(passage.words)))
    if len(after) > limit_of(locked, passage.place) or not after.strip():
        raise Conflict(_("With these words the text would be too long or empty."))
    changed = set_text(locked, passage.place, after)
    locked.revision += 1
    locked.save(update_fields=[changed, "revision"])
    _remember(locked, passage, Redaction.Outcome.REPLACED, replacement, by)
    record(by, Verb.DEIDENTIFIED, locked)
    return locked


@transaction.atomic
def keep_passage(thing: T, passage: Passage, *, by: Membership, revision: int) -> T:
    """Say that a marked passage gives nobody away; the text stays as it is."""
    locked = _open(thing, by, revision)
    _text(locked, passage)
    _remember(locked, passage, Redaction.Outcome.KEPT, "", by)
    record(by, Verb.DEIDENTIFIED, locked)
    return locked


def _open(thing: T, by: Membership, revision: int) -> T:
    locked = lock(thing)
    undecided(locked)
    unchanged(locked, revision)
    require(by.viewer, "knowledge.work_on", locked)
    return locked


def _text(thing: T, passage: Passage) -> str:
    """Return the text the passage stands in; one that is not there is a conflict."""
    for text in texts_of(thing):
        if text.place == passage.place and passage.words in text.words:
            return text.words
    raise Conflict(_("This passage is no longer in the text."))


def _remember(
    thing: T, passage: Passage, outcome: Redaction.Outcome, replacement: str, by: Membership
) -> None:
    Redaction.objects.create(
        **{thing.kind: thing},
        kind=passage.kind,
        field=passage.place,
        original=passage.words[:300],
        replacement=replacement[:300],
        outcome=outcome,
        organisation_id=by.organisation_id,
    )
