"""Bringing in pitfalls and approaches from elsewhere: whole, or saying line by line why not.

An item is ``{"id", "kind": "pitfall" | "approach", "title", "what_happened" | "problem",
"advice" | "steps", "summary"?, "themes": […], "phase"?}``. What comes in is published in the
network with the source "Import", without an author.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.directory.housebook import Unnamed, record
from lab.directory.models import Lab
from lab.knowledge.incoming import KINDS, Item, Unreadable, free_slug, read_item
from lab.knowledge.models import (
    Approach,
    ApproachTheme,
    Pitfall,
    PitfallTheme,
    Theme,
    Visibility,
)
from lab.knowledge.models.contribution import Signature
from lab.search.actions import index

SOURCE = "Import"
BATCH = 200
MODELS: dict[str, Any] = {"pitfall": Pitfall, "approach": Approach}


@dataclass(frozen=True)
class Refusal:
    """One item that was not taken, and why; ``place`` counts from 1."""

    place: int
    id: str
    reason: str


@dataclass
class Report:
    """What an import did."""

    taken: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def bring_in(lab: Lab, items: Iterable[Any], *, partial: bool = False) -> Report:
    """Take the items over; all of them or none, unless ``partial``."""
    report = Report()
    readable = _readable(lab, items, report)
    if report.refusals and not partial:
        return report
    with transaction.atomic():
        for kind in KINDS:
            _store(lab, [item for item in readable if item.kind == kind], kind)
        if readable:
            record(Unnamed(lab_id=lab.pk), "imported", lab)
    report.taken = len(readable)
    return report


def _readable(lab: Lab, items: Iterable[Any], report: Report) -> list[Item]:
    """Return what can be taken and is not here yet; note the rest in the report."""
    found: list[Item] = []
    seen: set[str] = set()
    present = _present(lab)
    for place, raw in enumerate(items, start=1):
        try:
            item = read_item(raw)
            if item.id in seen:
                raise Unreadable(_("this id occurs twice in the file"))
            seen.add(item.id)
            if item.id in present and present[item.id] != (item.kind, item.title):
                raise Unreadable(_("this id is here already, with another title"))
        except Unreadable as problem:
            name = str(raw.get("id", "")) if isinstance(raw, dict) else ""
            report.refusals.append(Refusal(place, name[:120], str(problem)))
            continue
        if item.id in present:
            report.known += 1
        else:
            found.append(item)
    return found


def _present(lab: Lab) -> dict[str, tuple[str, str]]:
    """Return kind and title of everything in the lab that came with an id of its own."""
    found: dict[str, tuple[str, str]] = {}
    for kind, model in MODELS.items():
        rows = model._default_manager.filter(lab=lab).exclude(external_id="")
        found |= {key: (kind, title) for key, title in rows.values_list("external_id", "title")}
    return found


def _store(lab: Lab, items: list[Item], kind: str) -> None:
    themes = _themes(items)
    for start in range(0, len(items), BATCH):
        chunk = items[start : start + BATCH]
        made = [MODELS[kind](**item.texts, **_origin(lab, item)) for item in chunk]
        MODELS[kind]._default_manager.bulk_create(made)
        links = [
            (thing.pk, themes[name])
            for thing, item in zip(made, chunk, strict=True)
            for name in item.themes
        ]
        _link(kind, links)
        index(kind, [thing.pk for thing in made])


def _origin(lab: Lab, item: Item) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "lab": lab,
        "external_id": item.id,
        "source": SOURCE,
        "visibility": Visibility.NETWORK,
        "signature": Signature.NOBODY,
        "submitted_on": today,
        "publish_on": today,
    }


def _link(kind: str, links: Iterable[tuple[int, Theme]]) -> None:
    if kind == "pitfall":
        PitfallTheme.objects.bulk_create(
            PitfallTheme(pitfall_id=pk, theme=theme) for pk, theme in links
        )
    else:
        ApproachTheme.objects.bulk_create(
            ApproachTheme(approach_id=pk, theme=theme) for pk, theme in links
        )


def _themes(items: Iterable[Item]) -> dict[str, Theme]:
    """Return the theme for every name in the items; unknown names become free tags."""
    known = {theme.slug: theme for theme in Theme.objects.all()}
    by_name = {theme.name.casefold(): theme for theme in known.values()}
    found = {}
    for name in dict.fromkeys(name for item in items for name in item.themes):
        theme = known.get(name) or by_name.get(name.casefold()) or known.get(free_slug(name))
        if theme is None:
            theme = Theme.objects.create(slug=free_slug(name), name=name, is_free=True)
            known[theme.slug] = by_name[name.casefold()] = theme
        found[name] = theme
    return found
