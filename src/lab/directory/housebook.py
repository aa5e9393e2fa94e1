"""Where the deeds of this floor are remembered: the house book upstairs registers itself here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model


class Doer(Protocol):
    """Whoever does something: a membership, an application, or nobody who is named."""

    @property
    def lab_id(self) -> int | None:
        """Return the lab it happens in."""

    @property
    def user_id(self) -> int | None:
        """Return the person, if one is kept."""

    @property
    def organisation_id(self) -> int | None:
        """Return the organisation it is done for."""


@dataclass(frozen=True)
class Unnamed:
    """Somebody at the console, or a stranger: neither person nor organisation is kept."""

    lab_id: int | None = None
    user_id: int | None = None
    organisation_id: int | None = None


Recorder = Callable[[Doer, str, Model], None]

_books: list[Recorder] = []


def keep_book(recorder: Recorder) -> None:
    """Register who remembers; done once, when the house starts."""
    if recorder not in _books:
        _books.append(recorder)


def record(by: Doer, verb: str, thing: Model) -> None:
    """Remember a deed in the house book."""
    for recorder in _books:
        recorder(by, verb, thing)
