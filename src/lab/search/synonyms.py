"""Words that mean the same in an administration: Bürgerbüro, Einwohnermeldeamt, Bürgeramt.

The list is ``content/synonyms.yaml``: a list of groups, each a list of words or short phrases. Who
edits it rebuilds the index afterwards.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from lab.search.analysis import Word, fold, words

FILE = Path(__file__).resolve().parent.parent / "content" / "synonyms.yaml"
MARK = "g_"
SHORTEST_INSIDE = 5
Sequences = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Return all groups of the list, read once per process."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8")) or []
    return tuple(tuple(str(member) for member in group) for group in entries)


def spans(text: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """Yield (group token, first word, last word) for every member of a group in the text."""
    stream = [
        (part, number, word)
        for number, word in enumerate(text)
        if word.is_telling
        for part in word.shape.parts
    ]
    known = _sequences()
    for place, (part, number, word) in enumerate(stream):
        best = 0
        for sequence, token in known.get(part, ()):
            last = place + len(sequence) - 1
            if len(sequence) < best or last >= len(stream):
                continue
            if tuple(item[0] for item in stream[place : last + 1]) != sequence:
                continue
            if _stands_alone(sequence, part, word, stream[last][2]):
                best = len(sequence)
                yield token, number, stream[last][1]


def _stands_alone(sequence: tuple[str, ...], part: str, first: Word, last: Word) -> bool:
    """Guard against short words inside others: „Rat“ is not meant in „Fahrrad“ or „Personalrat“."""
    if len(sequence) == 1:
        return len(first.shape.parts) == 1 or len(part) >= SHORTEST_INSIDE
    return first is last or first.shape.parts[0] == part


@cache
def _sequences() -> Sequences:
    found: Sequences = {}
    for group in groups():
        token = MARK + fold("".join(group[0].split()))
        for member in group:
            parts = tuple(
                part for word in words(member) if word.is_telling for part in word.shape.parts
            )
            if parts:
                found.setdefault(parts[0], []).append((parts, token))
    for sequences in found.values():
        sequences.sort(key=lambda pair: -len(pair[0]))
    return found
