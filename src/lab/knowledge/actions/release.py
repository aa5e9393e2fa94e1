"""Releasing: editors of enough organisations say that others may read a text."""

import datetime
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.access import Conflict, require
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock, unchanged, undecided
from lab.knowledge.models import Approach, Pitfall, Release

VALID_FOR = datetime.timedelta(days=365)


@transaction.atomic
def release(thing: T, *, by: Membership, revision: int) -> Release:
    """Release exactly the text that was shown; releasing twice is harmless and recorded once."""
    locked = lock(thing)
    mine = locked.releases.valid().filter(organisation=by.organisation_id).first()
    if mine is not None:
        return mine
    undecided(locked)
    unchanged(locked, revision)
    wait_for_author(locked)
    require(by.viewer, "knowledge.release", locked)
    given = Release.objects.create(
        **{locked.kind: locked}, by=by, organisation_id=by.organisation_id
    )
    _publish_when_enough(locked)
    record(by, Verb.RELEASED, locked)
    return given


def wait_for_author(thing: Pitfall | Approach) -> None:
    """Refuse to decide while the author still has time to answer a question."""
    if thing.questions.blocking().exists():
        raise Conflict(
            _(
                "A question to the author is open. You can decide once it is answered or "
                "21 days old."
            )
        )


def _publish_when_enough(thing: Pitfall | Approach) -> None:
    if thing.releases.valid().count() < thing.needed_releases:
        return
    day = _publication_day(thing)
    thing.publish_on = day
    thing.review_on = day + VALID_FOR
    thing.save(update_fields=["publish_on", "review_on"])
    forget_originals(thing)


def _publication_day(thing: Pitfall | Approach) -> datetime.date:
    """Return today, or for anonymous texts a random day after they were written, if later."""
    today = timezone.localdate()
    if not thing.is_anonymous:
        return today
    least, most = settings.LAB_PUBLICATION_DELAY
    delay = least + secrets.randbelow(most - least + 1)
    return max(today, thing.created_on + datetime.timedelta(days=delay))


def forget_originals(thing: Pitfall | Approach) -> None:
    """Empty the passages that were taken out."""
    thing.redactions.exclude(original="").update(original="")
