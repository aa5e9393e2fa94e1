"""One lock per data folder: a running lab and a restore do not meet."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lab.config.environment import Misconfigured


@contextmanager
def at_home() -> Iterator[None]:
    """Hold the folder together with other running processes of the lab."""
    with _lock(fcntl.LOCK_SH):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Hold the folder alone, or say that the lab is still running."""
    with _lock(fcntl.LOCK_EX):
        yield


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    place = Path(settings.LAB_DATA) / "lab.lock"
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Misconfigured(
            "Das Labor läuft noch oder wird gerade wiederhergestellt; bitte beenden Sie es zuerst."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)
