"""Parts of the account page that upper floors add, such as memberships and profile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lab.accounts.http import MemberRequest


@dataclass(frozen=True)
class Section:
    """A heading with some links: (words, address, a line of explanation)."""

    title: str
    links: list[tuple[str, str, str]]


_makers: list[Callable[[MemberRequest], Iterable[Section]]] = []


def register(maker: Callable[[MemberRequest], Iterable[Section]]) -> None:
    """Enter a maker of sections; it is asked each time the account page is shown."""
    if maker not in _makers:
        _makers.append(maker)


def sections(request: MemberRequest) -> list[Section]:
    """Return the sections for this person, in the order of registration."""
    return [section for make in _makers for section in make(request)]
