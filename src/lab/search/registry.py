"""What can be searched: upper apps register their kinds, search knows none of them by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from lab.core.audience import Viewer

TITLE_WEIGHT = 2.0


@dataclass(frozen=True)
class Field:
    """One text of a thing and how much its words count."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Document:
    """A thing as search sees it."""

    title: str
    fields: tuple[Field, ...]
    themes: tuple[str, ...] = ()
    theme_names: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    size: str = ""

    @property
    def text(self) -> str:
        """Return all texts in order of weight, for excerpts and vectors."""
        ordered = sorted(self.fields, key=lambda field: -field.weight)
        return "\n".join(field.text for field in ordered if field.text)


@dataclass(frozen=True)
class Kind:
    """A registered kind.

    ``entered`` are the things worth an entry, ``load`` fetches some of them with all that
    ``describe`` needs, ``unasked`` are those of the things a viewer may read that may be shown
    without being searched for (by default all), ``url_name`` leads to one of them by its public
    id, ``facts_template`` draws its quiet facts (as ``thing``), and ``avoids`` tells which things
    of other kinds some of them help to avoid, as pairs of keys.
    """

    name: str
    label: Any
    model: type[Model]
    describe: Callable[[Any], Document]
    entered: Callable[[], QuerySet[Any]]
    load: Callable[[Sequence[int]], Iterable[Any]]
    url_name: str
    facts_template: str
    order: int = 50
    avoids: Callable[[Sequence[int]], Iterable[tuple[int, int]]] | None = None
    unasked: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None

    def visible_to(self, viewer: Viewer) -> QuerySet[Any]:
        """Return the things of this kind the viewer may read."""
        objects: Any = self.model._default_manager
        found: QuerySet[Any] = objects.visible_to(viewer)
        return found

    def unasked_for(self, viewer: Viewer) -> QuerySet[Any]:
        """Return the things that may be shown to the viewer unasked."""
        seen = self.visible_to(viewer)
        return self.unasked(seen) if self.unasked else seen


@dataclass(frozen=True)
class Facet:
    """A way to narrow a search: its question and the values with their labels, in order."""

    name: str
    label: Any
    values: Callable[[], Iterable[tuple[str, Any]]]
    by_number: bool = False


_kinds: dict[str, Kind] = {}
_facets: dict[str, Facet] = {}


def register(kind: Kind) -> None:
    """Make a kind searchable; its model must answer ``visible_to``."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """Return all kinds in the order lists show them."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def kind_named(name: str) -> Kind | None:
    """Return the kind of this name, or None."""
    return _kinds.get(name)


def kind_of(model: type[Model]) -> Kind | None:
    """Return the kind a model was registered as, or None."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def register_facet(facet: Facet) -> None:
    """Make a way to narrow known; search itself does not know what themes or phases there are."""
    _facets[facet.name] = facet


def facets() -> dict[str, Facet]:
    """Return all facets by name."""
    return dict(_facets)
