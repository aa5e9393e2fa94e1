"""What has been deleted stays deleted, even after an older backup is restored.

Each deletion leaves an empty file in ``LAB_DATA/deletions``, named by kind and by a keyed hash of
the thing's id and set to the day. It says nothing without the key, nothing about content, and the
names are in no order.
"""

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
    name = f"{thing._meta.label_lower}.{tag_of(thing)}"
    transaction.on_commit(lambda: _keep(name))


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
        for file in _place().iterdir():
            kind, _, hashed = file.name.rpartition(".")
            found.setdefault(kind, set()).add(hashed)
    return found


def _keep(name: str) -> None:
    """Make the file; its time is the day, which is enough."""
    _place().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _place() / name
    file.touch(mode=0o600)
    midnight = time.mktime(timezone.localdate().timetuple())
    os.utime(file, (midnight, midnight))


def _place() -> Path:
    return Path(settings.LAB_DATA) / "deletions"
