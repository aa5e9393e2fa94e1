"""Which entries are worth scoring: at most 1,000, and only what the viewer may read.

Visibility is part of the question to the database, so nothing hidden is ever ranked or counted.
The rarest words are asked for first; words so common that they alone would fill the room must
come in company or, while there is little else, stand in a title.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from lab.core.audience import Viewer
from lab.search.entries import TITLE_MARK
from lab.search.index import Wanted
from lab.search.models import Entry
from lab.search.registry import Kind

MOST = 1000
MOST_TOKENS = 8
ENOUGH = 200


class Candidate(NamedTuple):
    """An entry with all that scoring and counting need."""

    pk: int
    kind: str
    object_id: int
    weights: str
    facets: str


@dataclass(frozen=True)
class Scope:
    """Among which entries to look: those of these kinds the viewer may read, narrowed by marks.

    ``marks`` are lines of tokens, one of each line must be there; ``phrases`` stand as they are;
    ``unasked`` leaves only what may be shown to somebody who has not searched for it.
    """

    viewer: Viewer
    kinds: Sequence[Kind]
    marks: Sequence[Sequence[str]] = ()
    phrases: Sequence[str] = ()
    unasked: bool = False

    def entries(self) -> QuerySet[Entry]:
        """Return the entries in sight."""
        sight = Q(pk__in=[])
        for kind in self.kinds:
            seen = kind.unasked_for(self.viewer) if self.unasked else kind.visible_to(self.viewer)
            visible = seen.alias(of_kind=Value(kind.name))
            sight |= Q(Exists(visible.filter(of_kind=OuterRef("kind"), pk=OuterRef("object_id"))))
        found = Entry.objects.filter(sight)
        for phrase in self.phrases:
            found = found.filter(stream__contains=phrase)
        return found

    def fetch(
        self, every: Sequence[Sequence[str]], without: Sequence[str] = (), most: int = MOST
    ) -> list[Candidate]:
        """Return entries in sight that hold one token of every line and none of ``without``."""
        wanted = Wanted([*every, *self.marks], without)
        found = self.entries().filter(tokens__holds=wanted).order_by("pk")
        return [Candidate(*row) for row in found.values_list(*Candidate._fields)[:most]]


def nearby(scope: Scope, pks: Sequence[int]) -> list[Candidate]:
    """Return those of these entries that are in sight."""
    found = scope.entries().filter(pk__in=list(pks)).order_by("pk")
    return [Candidate(*row) for row in found.values_list(*Candidate._fields)]


def gather(scope: Scope, tokens: Sequence[str], held: Mapping[str, int]) -> list[Candidate]:
    """Return the candidates for a question that asks for these tokens."""
    rare, common = _parted(sorted(tokens, key=lambda token: (held.get(token, 0), token)), held)
    found = scope.fetch([rare]) if rare else []
    if not common:
        return found
    if len(common) > 1:
        together = [[other for other in common if other != token] for token in common]
        found = merged(found, scope.fetch(together, rare, MOST - len(found)))
    for line in ([TITLE_MARK + token for token in common], common):
        if len(found) < ENOUGH:
            found = merged(found, scope.fetch([line], rare, ENOUGH))
    return found


def merged(found: Sequence[Candidate], news: Sequence[Candidate]) -> list[Candidate]:
    """Return both without repeating any."""
    known = {candidate.pk for candidate in found}
    return [*found, *(candidate for candidate in news if candidate.pk not in known)]


def _parted(tokens: Sequence[str], held: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Part the tokens: as many rare ones as the room takes in, and the rest."""
    room, number = MOST, 0
    for token in tokens:
        room -= held.get(token, 0)
        if room < 0:
            break
        number += 1
    return list(tokens[:number]), list(tokens[number:])
