"""Files at a text: cleaned before they are kept, named at random, removed with their text."""

import hashlib
import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core import deletions
from lab.core.access import Conflict, require
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock
from lab.knowledge.cleaning import Clean
from lab.knowledge.models import Approach, Attachment, Pitfall
from lab.knowledge.models.contribution import SHARED

FOLDER = "knowledge"
MOST_FILES = 8


@transaction.atomic
def attach(thing: T, clean: Clean, *, by: Membership, words: Mapping[str, Any]) -> Attachment:
    """Keep a cleaned file with a text; the same file at the same text is kept once."""
    locked = lock(thing)
    require(by.viewer, "knowledge.attach", locked)
    sha256 = hashlib.sha256(clean.data).hexdigest()
    known = locked.attachments.filter(sha256=sha256).first()
    if known is not None:
        return known
    if locked.attachments.count() >= MOST_FILES:
        raise Conflict(_("A text carries at most eight files."))
    attachment = Attachment.objects.create(
        **{locked.kind: locked},
        **words,
        stored_name=_store(clean),
        media_type=clean.media_type,
        extension=clean.extension,
        size=len(clean.data),
        sha256=sha256,
    )
    _read_anew(locked)
    record(by, Verb.ATTACHED, locked)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: Membership) -> None:
    """Remove a file; doing so twice is harmless."""
    rows = Attachment.objects.select_for_update().filter(pk=attachment.pk)
    found = rows.first()
    if found is None:
        return
    subject = found.subject
    require(by.viewer, "knowledge.attach", subject)
    _drop(found)
    record(by, Verb.EDITED, subject)


def _read_anew(thing: Pitfall | Approach) -> None:
    """Send a text others may read back to the editors: a new file is a change."""
    if thing.submitted_on is None or thing.visibility not in SHARED:
        return
    thing.revision += 1
    thing.publish_on = None
    thing.save(update_fields=["revision", "publish_on"])
    thing.releases.valid().update(voided_on=timezone.localdate())


def detach_again(attachment: Model) -> None:
    """Remove a file that came back with an older backup."""
    assert isinstance(attachment, Attachment)
    _drop(attachment)


def _drop(attachment: Attachment) -> None:
    forget_file(attachment.stored_name)
    deletions.note(attachment)
    attachment.delete()


def forget_file(stored_name: str) -> None:
    """Remove the file once the deed is certain."""
    transaction.on_commit(lambda: default_storage.delete(stored_name))


def sweep_files() -> None:
    """Remove files without a row, as a crash between file and row leaves them; not today's."""
    if not default_storage.exists(FOLDER):
        return
    known = set(Attachment.objects.values_list("stored_name", flat=True))
    for name in default_storage.listdir(FOLDER)[1]:
        stored = f"{FOLDER}/{name}"
        written = timezone.localdate(default_storage.get_modified_time(stored))
        if stored not in known and written < timezone.localdate():
            default_storage.delete(stored)


def _store(clean: Clean) -> str:
    """Write the file under a random name; its time says the day and no more."""
    wanted = f"{FOLDER}/{secrets.token_hex(16)}.{clean.extension}"
    stored = default_storage.save(wanted, ContentFile(clean.data))
    midnight = time.mktime(timezone.localdate().timetuple())
    os.utime(Path(default_storage.path(stored)), (midnight, midnight))
    return stored
