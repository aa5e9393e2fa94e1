"""The words of the collection: how many entries hold each, its relatives and near neighbours."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from lab.search.models import Term
from lab.search.spelling import SHORTEST, keys, nearest

MOST_RELATIVES = 400
MOST_NEIGHBOURS = 20_000


class Vocabulary:
    """What the collection knows; every question costs one query."""

    def entries(self) -> int:
        """Return the number of entries."""
        return self.held([""]).get("", 0)

    def held(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return how many entries hold each of the tokens."""
        found = Term.objects.filter(token__in=set(tokens)).values_list("token", "entries")
        return dict(found)

    def starting(self, starts: Iterable[str]) -> dict[str, int]:
        """Return the words with these beginnings (of five letters), most frequent first."""
        wanted = {start for start in starts if len(start) == SHORTEST}
        if not wanted:
            return {}
        found = Term.objects.filter(start__in=wanted).order_by("-entries", "token")
        return dict(found.values_list("token", "entries")[:MOST_RELATIVES])

    def near(self, tokens: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        """Return for each mistyped token its near neighbours as (edits, word)."""
        wanted = list(tokens)
        choices: list[str] = []
        conditions = [self._condition(token) for token in wanted]
        if conditions:
            found = Term.objects.filter(reduce(or_, conditions))
            choices = list(found.values_list("token", flat=True)[:MOST_NEIGHBOURS])
        return {token: nearest(token, choices) for token in wanted}

    @staticmethod
    def _condition(token: str) -> Q:
        first, middle, last = keys(token)
        return Q(head__in=first) | Q(middle__in=middle) | Q(tail__in=last)
