"""Background work: the shim for Django 6's tasks API, and what has to happen every day."""

from collections.abc import Callable
from dataclasses import dataclass

from django_tasks import task

__all__ = ["Daily", "dailies", "daily", "task"]


@dataclass(frozen=True)
class Daily:
    """A sweep that runs once a day."""

    name: str
    run: Callable[[], None]


_dailies: dict[str, Daily] = {}


def daily(name: str, run: Callable[[], None]) -> None:
    """Enter a daily sweep; the worker runs it once per calendar day, and again after a crash."""
    _dailies[name] = Daily(name, run)


def dailies() -> list[Daily]:
    """Return all daily sweeps by name."""
    return [_dailies[name] for name in sorted(_dailies)]
