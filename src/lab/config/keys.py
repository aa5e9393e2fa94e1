"""Secrets of this installation: random, one file each, readable by the operator alone."""

import os
import secrets
from pathlib import Path

from lab.config.environment import Misconfigured


def key(data: Path, name: str) -> str:
    """Return the secret called ``name`` from ``data/keys``; it is drawn at first use (256 bit).

    The file is created in one step with mode 0600, so two processes starting together agree.
    """
    place = data / "keys" / name
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists():
            _create(place, secrets.token_urlsafe(32))
        return place.read_text().strip()
    except OSError as problem:
        raise Misconfigured(
            f"In {data} kann nicht geschrieben werden ({problem.strerror})."
        ) from None


def _create(place: Path, value: str) -> None:
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()
