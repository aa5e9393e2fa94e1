"""Withdrawing a signed text: the row goes, and everything that hangs on it."""

from django.db import transaction

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.access import require
from lab.directory.models import Membership
from lab.knowledge.actions.removal import remove
from lab.knowledge.models import Approach, Pitfall


@transaction.atomic
def withdraw(thing: Pitfall | Approach, *, by: Membership) -> None:
    """Remove one's own text; withdrawing twice is harmless and recorded once, on the lab."""
    rows = type(thing)._default_manager.select_for_update()
    found = rows.filter(pk=thing.pk).first()
    if found is None:
        return
    require(by.viewer, "knowledge.own", found)
    remove(found)
    record(by, Verb.WITHDREW, by.lab)
