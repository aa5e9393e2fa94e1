"""How much of an organisation may be told, so that at least five could have written a text."""

from collections import Counter
from typing import NamedTuple

from lab.directory.models import Lab, Organisation

ENOUGH = 5


class Context(NamedTuple):
    """Kind, size class and state of an organisation; an empty part is not told."""

    kind: str = ""
    size_class: str = ""
    land: str = ""


NOTHING = Context()


def coarsen(lab: Lab, organisation: Organisation) -> Context:
    """Return the context told about a text from this organisation of the lab.

    The kind is dropped first, then the size class, then the state, until at least five
    organisations of the lab share what is left. Organisations that are told less must not stand
    out by that either: only those told the same are counted, also where nothing is told.
    """
    rows = lab.organisations.values_list("pk", "kind", "size_class", "land")
    houses = {pk: Context(kind, size, land) for pk, kind, size, land in rows}
    return shared_contexts(houses).get(organisation.pk, NOTHING)


def shared_contexts(houses: dict[int, Context]) -> dict[int, Context]:
    """Return for each organisation the finest context that at least five of them are told under."""
    told: dict[int, Context] = {}
    rest = dict(houses)
    for _ in range(len(NOTHING)):
        crowd = Counter(rest.values())
        told |= {pk: context for pk, context in rest.items() if crowd[context] >= ENOUGH}
        rest = {pk: _coarser(context) for pk, context in rest.items() if pk not in told}
    return _hide_the_rest(told | dict.fromkeys(rest, NOTHING))


def _coarser(context: Context) -> Context:
    """Drop the finest part that is still told."""
    if context.kind:
        return context._replace(kind="")
    if context.size_class:
        return context._replace(size_class="")
    return NOTHING


def _hide_the_rest(told: dict[int, Context]) -> dict[int, Context]:
    """Let whole groups say nothing as long as those who say nothing are too few to hide among."""
    crowd = Counter(told.values())
    groups = sorted((n, context) for context, n in crowd.items() if context != NOTHING)
    silent = {NOTHING}
    for n, context in groups:
        if not 0 < crowd[NOTHING] < ENOUGH:
            break
        silent.add(context)
        crowd[NOTHING] += n
    return {pk: NOTHING if context in silent else context for pk, context in told.items()}
