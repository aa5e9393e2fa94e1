"""What has been deleted stays deleted, even after an older backup is restored.

Each deletion leaves a line in ``LAB_DATA/deletions.jsonl``: the day, the kind, and a keyed hash of
the thing's id. It says nothing without the key, and nothing about content.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lab.core.pseudonyms import tag

M = TypeVar("M", bound=Model)
_again: dict[str, Callable[[Any], object]] = {}


def note(thing: Model) -> None:
    """Remember that the thing is deleted, as soon as the deletion is certain."""
    line = {
        "on": timezone.localdate().isoformat(),
        "what": thing._meta.label_lower,
        "tag": tag_of(thing),
    }
    transaction.on_commit(lambda: _append(line))


def tag_of(thing: Model) -> str:
    """Return the hash a thing is remembered by: of its random public id, else of its key."""
    return tag("deleted", thing._meta.label_lower, getattr(thing, "public_id", thing.pk))


def register(model: type[M], again: Callable[[M], object]) -> None:
    """Say how a thing of this model is deleted again; by default its row goes."""
    _again[model._meta.label_lower] = again


def delete_again(thing: Model) -> None:
    """Delete a thing that came back with a backup."""
    again = _again.get(thing._meta.label_lower)
    if again is None:
        thing.delete()
    else:
        again(thing)


def noted() -> dict[str, set[str]]:
    """Return the hashes of everything deleted so far, by kind."""
    found: dict[str, set[str]] = {}
    if _place().exists():
        for line in _place().read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found.setdefault(entry["what"], set()).add(entry["tag"])
    return found


def _append(line: dict[str, str]) -> None:
    """Add a line; a single write of a short line never mixes with that of another process."""
    _place().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(_place(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (json.dumps(line) + "\n").encode())
        os.fsync(descriptor)
        midnight = time.mktime(timezone.localdate().timetuple())
        os.utime(descriptor, (midnight, midnight))  # the day is enough
    finally:
        os.close(descriptor)


def _place() -> Path:
    return Path(settings.LAB_DATA) / "deletions.jsonl"
