"""Looking again: is it still valid, out of date, or better told elsewhere?"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.access import Conflict, require
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock
from lab.knowledge.models import Pitfall, Visibility


@transaction.atomic
def confirm_still_valid(thing: T, *, by: Membership, until: datetime.date) -> None:
    """Say that a text still holds, and when to look again; the same day twice is recorded once."""
    locked = lock(thing)
    require(by.viewer, "knowledge.review", locked)
    today = timezone.localdate()
    if (locked.reviewed_on, locked.review_on) == (today, until):
        return
    locked.reviewed_on, locked.review_on = today, until
    locked.save(update_fields=["reviewed_on", "review_on"])
    record(by, Verb.REVIEWED, locked)


@transaction.atomic
def archive(thing: T, *, by: Membership) -> None:
    """Take a text out of circulation because it no longer holds; doing so twice is harmless."""
    locked = lock(thing)
    if locked.archived_on is not None:
        return
    require(by.viewer, "knowledge.review", locked)
    locked.archived_on = timezone.localdate()
    locked.save(update_fields=["archived_on"])
    record(by, Verb.ARCHIVED, locked)


@transaction.atomic
def merge(pitfall: Pitfall, *, into: Pitfall, by: Membership) -> None:
    """Let a pitfall live on in another one that says the same; doing so twice is harmless."""
    locked = lock(pitfall)
    if locked.merged_into_id == into.pk:
        return
    target = lock(into)
    if target.pk == locked.pk or target.lab_id != locked.lab_id or not target.is_published:
        raise Conflict(_("Please choose another published pitfall of this lab."))
    require_wide_enough(locked, target)
    require(by.viewer, "knowledge.review", locked)
    locked.merged_into = target
    locked.archived_on = timezone.localdate()
    locked.save(update_fields=["merged_into", "archived_on"])
    record(by, Verb.MERGED, locked)


def require_wide_enough(gone: Pitfall, target: Pitfall) -> None:
    """Refuse to merge into a text fewer people may read."""
    narrow = {Visibility.PRIVATE, Visibility.ORGANISATION}
    if target.visibility in narrow or (
        gone.visibility == Visibility.PUBLIC and target.visibility != Visibility.PUBLIC
    ):
        raise Conflict(_("The other pitfall may be read by fewer people than this one."))
