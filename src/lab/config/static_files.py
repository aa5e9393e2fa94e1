"""Collect the static files once per state: hashed names, compressed, ready for whitenoise."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Collect the static files unless exactly these are collected; tell whether it was done."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)
    return True


def _state() -> str:
    """Return a hash over place, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            place = Path(storage.path(path))
            about = place.stat()
            digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
