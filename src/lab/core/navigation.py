"""The main navigation: upper apps add their entry, the layout shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from lab.core.audience import Viewer


@dataclass(frozen=True)
class Entry:
    """One entry: its words, the name of its address (taking the lab's slug), who sees it."""

    label: str | Promise
    url_name: str
    place: int
    shown_to: Callable[[Viewer], bool]


_entries: list[Entry] = []


def register(
    label: str | Promise,
    url_name: str,
    *,
    place: int,
    shown_to: Callable[[Viewer], bool] = lambda _: True,
) -> None:
    """Add an entry; ``place`` orders them from left to right."""
    if all(entry.url_name != url_name for entry in _entries):
        _entries.append(Entry(label, url_name, place, shown_to))


def entries(viewer: Viewer) -> list[Entry]:
    """Return the entries this viewer sees, in order."""
    return sorted((e for e in _entries if e.shown_to(viewer)), key=lambda entry: entry.place)
