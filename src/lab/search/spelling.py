"""Mistyped words: pieces of a word under which its near neighbours are found.

A word of up to eight letters may differ by one edit and is cut in two pieces, a longer one by two
edits and is cut in three: whoever mistypes it leaves one piece whole (pigeonhole principle). So a
look-up of pieces finds every neighbour, without an extension of the database.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

SHORTEST = 5
LONG = 9
LONGEST = 30
Pieces = tuple[str, str, str, str]
NO_PIECES: Pieces = ("", "", "", "")


def edits_allowed(length: int) -> int:
    """Return how many edits a word of this length may be away."""
    if not SHORTEST <= length <= LONGEST:
        return 0
    return 2 if length >= LONG else 1


def cuts(length: int) -> list[tuple[int, int]]:
    """Return where the pieces of a word of this length begin and end."""
    count = edits_allowed(length) + 1
    edges = [length * number // count for number in range(count + 1)]
    return list(pairwise(edges))


def pieces(token: str) -> Pieces:
    """Return the beginning and the pieces of a word as they are stored; none for marks."""
    if len(token) < SHORTEST or not token.isalpha():
        return NO_PIECES
    found = [f"{len(token)}{token[a:b]}" for a, b in cuts(len(token))]
    if len(found) == 1:
        return (token[:SHORTEST], "", "", "")
    return (token[:SHORTEST], found[0], found[1] if len(found) > 2 else "", found[-1])


def keys(token: str) -> tuple[set[str], set[str], set[str]]:
    """Return the pieces neighbours of a word may have: first, middle and last ones.

    Two letters that changed places may lie on both sides of a cut and spoil two pieces with one
    edit, so the word is also looked up with each pair of neighbours put back.
    """
    found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for length in range(len(token) - 2, len(token) + 3):
        allowed = edits_allowed(length)
        if allowed and abs(length - len(token)) <= allowed:
            for variant in {token, *_swapped(token, length, allowed)}:
                _add_keys(found, variant, length, allowed)
    return found


def _swapped(token: str, length: int, allowed: int) -> Iterator[str]:
    """Yield the word with two neighbours put back, wherever a cut may lie between them."""
    for _start, end in cuts(length)[:-1]:
        for at in range(end - allowed, end + allowed + 1):
            if 0 < at < len(token):
                yield token[: at - 1] + token[at] + token[at - 1] + token[at + 1 :]


def _add_keys(
    found: tuple[set[str], set[str], set[str]], token: str, length: int, allowed: int
) -> None:
    first, middle, last = found
    for number, (start, end) in enumerate(cuts(length)):
        goal = first if number == 0 else last if number == allowed else middle
        goal.update(f"{length}{piece}" for piece in _shifted(token, start, end, allowed))


def _shifted(token: str, start: int, end: int, allowed: int) -> Iterator[str]:
    for shift in range(-allowed, allowed + 1):
        piece = token[max(start + shift, 0) : end + shift]
        if start + shift >= 0 and len(piece) == end - start:
            yield piece


def nearest(token: str, choices: Iterable[str], *, most: int = 4) -> list[tuple[int, str]]:
    """Return (edits, word) of the neighbours within reach, nearest first."""
    found = []
    for choice in choices:
        allowed = min(edits_allowed(len(choice)), edits_allowed(max(len(token), SHORTEST)))
        edits = distance(token, choice, allowed)
        if 0 < edits <= allowed:
            found.append((edits, choice))
    return sorted(found)[:most]


def distance(one: str, other: str, most: int) -> int:
    """Return the number of edits (insert, drop, replace, swap neighbours), or ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return min(row[-1], most + 1)
