"""Rows and facets of the search page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lab.search.entries import PHASE_MARK, SIZE_MARK, THEME_MARK, facet_token
from lab.search.finding import Finding, Hit, Narrowing
from lab.search.foresight import load
from lab.search.highlight import marked, passage, spots
from lab.search.registry import Facet, facets, kind_named, kinds

PAGE = 20
MOST_OPTIONS = 12


@dataclass(frozen=True)
class Row:
    """A found thing as it is shown: title and passage with the answering words marked."""

    kind: str
    thing: Any
    title: SafeString
    passage: SafeString
    plain_title: str
    plain_text: str
    url_name: str
    facts_template: str


@dataclass(frozen=True)
class Option:
    """One box of a facet, with how many of the hits it stands for."""

    value: str
    label: Any
    number: int
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """A facet: its question and its boxes."""

    name: str
    label: Any
    options: list[Option]


def rows(finding: Finding, start: int) -> list[Row]:
    """Return the rows of one page."""
    hits = finding.hits[start : start + PAGE]
    things = load(hits)
    wanted = {
        token for concept in finding.asked.concepts for token in (*concept.tokens, *concept.parts)
    }
    return [
        _row(hit, things[hit.kind, hit.object_id], wanted)
        for hit in hits
        if (hit.kind, hit.object_id) in things
    ]


def meant(finding: Finding, shown: Sequence[Row]) -> str:
    """Return how a mistyped word is spelt in what was found, and only there."""
    wanted = {token for concept in finding.asked.concepts for token in concept.meant}
    if wanted:
        for row in shown:
            found = spots(row.plain_title, wanted) or spots(row.plain_text, wanted)
            if found:
                return found[0].word.surface
    return ""


def _row(hit: Hit, thing: Any, wanted: set[str]) -> Row:
    kind = kind_named(hit.kind)
    assert kind is not None
    document = kind.describe(thing)
    return Row(
        kind=kind.name,
        thing=thing,
        title=marked(document.title, wanted),
        passage=passage(document.text, wanted),
        plain_title=document.title,
        plain_text=document.text,
        url_name=kind.url_name,
        facts_template=kind.facts_template,
    )


def groups(finding: Finding, chosen: Narrowing) -> list[Group]:
    """Return the facets that would narrow these hits, and those already chosen."""
    counts = finding.facets
    of_kind = [
        Option(kind.name, kind.label, counts[kind.name], kind.name in chosen.kinds)
        for kind in kinds()
    ]
    found = [Group("kind", _("What?"), of_kind)]
    for name, mark, ticked in (
        ("thema", THEME_MARK, chosen.themes),
        ("groesse", SIZE_MARK, chosen.sizes),
        ("phase", PHASE_MARK, chosen.phases),
    ):
        facet = facets().get(name)
        if facet is not None:
            found.append(Group(name, facet.label, _options(facet, mark, counts, ticked)))
    return [group for group in found if any(o.number or o.is_ticked for o in group.options)]


def _options(
    facet: Facet, mark: str, counts: Mapping[str, int], ticked: Sequence[str]
) -> list[Option]:
    options = [
        Option(value, label, counts.get(facet_token(mark, value), 0), value in ticked)
        for value, label in facet.values()
    ]
    shown = [option for option in options if option.number or option.is_ticked]
    if facet.by_number:
        shown.sort(key=lambda option: (not option.is_ticked, -option.number, str(option.label)))
    return shown[:MOST_OPTIONS]


def address_of_more(words: str, chosen: Narrowing, start: int) -> str:
    """Return the query string of the next rows."""
    pairs: list[tuple[str, str]] = [("q", words)]
    for name, values in _ticked(chosen):
        pairs += [(name, value) for value in values]
    return urlencode([*pairs, ("ab", str(start))])


def _ticked(chosen: Narrowing) -> Iterable[tuple[str, tuple[str, ...]]]:
    return (
        ("kind", chosen.kinds),
        ("thema", chosen.themes),
        ("groesse", chosen.sizes),
        ("phase", chosen.phases),
    )
