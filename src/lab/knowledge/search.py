"""Pitfalls and approaches as search sees them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lab.directory.models.organisation import SizeClass
from lab.knowledge.models import Approach, Avoidance, Pitfall, Theme
from lab.knowledge.models.contribution import Phase
from lab.search.registry import Document, Facet, Field, Kind, register, register_facet

ENOUGH_OWN = 20


def _worth_an_entry(model: type[Pitfall] | type[Approach]) -> QuerySet[Any]:
    """Everything somebody may read: published or scheduled, or an author's own."""
    standing = model.objects.filter(archived_on=None, is_hidden=False)
    return standing.filter(Q(publish_on__isnull=False) | Q(author__isnull=False))


def entered_pitfalls() -> QuerySet[Any]:
    """Return the pitfalls worth an entry."""
    return _worth_an_entry(Pitfall)


def entered_approaches() -> QuerySet[Any]:
    """Return the approaches worth an entry."""
    return _worth_an_entry(Approach)


def shown_unasked(seen: Any) -> QuerySet[Any]:
    """Leave out drafts, and the examples as soon as a lab has enough texts of its own."""
    published: QuerySet[Any] = seen.published()
    own = published.filter(is_example=False)
    return own if own[:ENOUGH_OWN].count() >= ENOUGH_OWN else published


def load_pitfalls(ids: Sequence[int]) -> Iterable[Pitfall]:
    """Fetch pitfalls with what their rows show."""
    found = entered_pitfalls().filter(pk__in=ids)
    return found.select_related("lab", "organisation", "author__user").prefetch_related("themes")


def load_approaches(ids: Sequence[int]) -> Iterable[Approach]:
    """Fetch approaches with what their rows show."""
    found = entered_approaches().filter(pk__in=ids)
    return found.select_related("lab", "organisation", "author__user").prefetch_related("themes")


def describe_pitfall(pitfall: Pitfall) -> Document:
    """Tell search what a pitfall says."""
    themes = list(pitfall.themes.all())
    return Document(
        title=pitfall.title,
        fields=(
            Field(pitfall.what_happened, 1.0),
            Field(pitfall.advice, 0.9),
            Field("\n".join(map(str, pitfall.early_signs)), 0.8),
        ),
        themes=tuple(theme.slug for theme in themes),
        theme_names=tuple(theme.name for theme in themes),
        phases=tuple(map(str, pitfall.phases)),
        size=pitfall.context_size,
    )


def describe_approach(approach: Approach) -> Document:
    """Tell search what an approach says."""
    themes = list(approach.themes.all())
    steps = [f"{step.get('title', '')}. {step.get('text', '')}" for step in approach.steps]
    return Document(
        title=approach.title,
        fields=(
            Field(approach.summary, 1.5),
            Field(approach.problem, 1.0),
            Field("\n".join(steps), 0.9),
            Field(approach.results, 0.6),
            Field(approach.limits, 0.5),
        ),
        themes=tuple(theme.slug for theme in themes),
        theme_names=tuple(theme.name for theme in themes),
        size=approach.organisation.size_class if approach.organisation else "",
    )


def avoided_by(approach_ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return (approach, pitfall it helps to avoid)."""
    links = Avoidance.objects.filter(approach__in=approach_ids)
    return links.values_list("approach_id", "pitfall_id")


def theme_values() -> list[tuple[str, str]]:
    """Return all themes, as they stand today."""
    return list(Theme.objects.values_list("slug", "name"))


def register_facets() -> None:
    """Say by what one may narrow a search."""
    register_facet(Facet("thema", _("Which theme?"), theme_values, by_number=True))
    register_facet(Facet("groesse", _("In which size of house?"), lambda: SizeClass.choices))
    register_facet(Facet("phase", _("When does it happen?"), lambda: Phase.choices))


def register_kinds() -> None:
    """Make both kinds searchable."""
    register_facets()
    register(
        Kind(
            name=Pitfall.kind,
            label=_("Pitfalls"),
            model=Pitfall,
            describe=describe_pitfall,
            entered=entered_pitfalls,
            load=load_pitfalls,
            url_name="knowledge:pitfall",
            facts_template="knowledge/_found_pitfall.html",
            order=10,
            unasked=shown_unasked,
        )
    )
    register(
        Kind(
            name=Approach.kind,
            label=_("Approaches"),
            model=Approach,
            describe=describe_approach,
            entered=entered_approaches,
            load=load_approaches,
            url_name="knowledge:approach",
            facts_template="knowledge/_found_approach.html",
            order=20,
            avoids=avoided_by,
            unasked=shown_unasked,
        )
    )
