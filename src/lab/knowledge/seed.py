"""What a new lab starts with: the themes, and examples that are labelled as such.

Examples are published in the network without an author and are never counted. A second run
changes nothing that is there: people may have edited it.
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

import lab
from lab.directory.models import Lab
from lab.knowledge.models import (
    Approach,
    ApproachTheme,
    Avoidance,
    Pitfall,
    PitfallTheme,
    Theme,
    Visibility,
)
from lab.knowledge.models.contribution import Signature

CONTENT = Path(lab.__file__).with_name("content")
PREFIX = "beispiel:"
PUBLIC_EVERY = 8
LICENCES = {"CC0": "CC0-1.0"}

Item = dict[str, Any]


def items(folder: str) -> Iterator[Item]:
    """Yield what the files of a folder hold, in the order of their names."""
    for path in sorted((CONTENT / folder).glob("*.yaml")):
        yield from _read(path)


def load_themes() -> int:
    """Add the themes that are missing; return how many."""
    known = set(Theme.objects.values_list("slug", flat=True))
    new = [Theme(**row) for row in _read(CONTENT / "themes.yaml") if row["slug"] not in known]
    Theme.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def load_examples(into: Lab) -> int:
    """Add the example pitfalls and approaches the lab does not have yet; return how many."""
    load_themes()
    pitfalls, approaches = list(items("pitfalls")), list(items("approaches"))
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    number = 0
    for place, item in enumerate(pitfalls):
        number += _add(Pitfall, PitfallTheme, into, _pitfall(item), (item, themes, place))
    for place, item in enumerate(approaches):
        number += _add(Approach, ApproachTheme, into, _approach(item), (item, themes, place))
    if number:
        _link(into, pitfalls, approaches)
    return number


def _add(
    model: type[Pitfall] | type[Approach],
    link: type[PitfallTheme] | type[ApproachTheme],
    into: Lab,
    texts: Item,
    about: tuple[Item, dict[str, Theme], int],
) -> int:
    item, themes, place = about
    texts |= _origin(into, public=place % PUBLIC_EVERY == 0)
    made, is_new = model._default_manager.get_or_create(
        lab=into, external_id=PREFIX + item["key"], defaults=texts
    )
    if is_new:
        kind = "pitfall" if model is Pitfall else "approach"
        for slug in dict.fromkeys(item["themes"]):
            link._default_manager.create(**{kind: made, "theme": themes[slug]})
    return int(is_new)


def _origin(into: Lab, *, public: bool) -> Item:
    return {
        "visibility": Visibility.PUBLIC if public else Visibility.NETWORK,
        "signature": Signature.NOBODY,
        "is_example": True,
        "submitted_on": into.started_on,
        "publish_on": into.started_on,
    }


def _pitfall(item: Item) -> Item:
    lists = ("early_signs", "causes", "phases", "consequences", "legal_basis")
    words = ("title", "what_happened", "advice", "severity", "frequency", "prevention_effort")
    return {
        **{name: item[name] for name in words},
        **{name: item.get(name, []) for name in lists},
        "source": _source(item),
    }


def _approach(item: Item) -> Item:
    words = (
        "title",
        "summary",
        "problem",
        "steps",
        "limits",
        "maturity",
        "opening",
        "contact_role",
    )
    needs = dict(item["needs"])
    return {
        **{name: item[name] for name in words},
        "involve": needs.pop("involve", []),
        **{f"needs_{name}": str(text) for name, text in needs.items()},
        "results": item["results"]["text"],
        "evidence": item["results"].get("evidence", ""),
        "licence": LICENCES.get(item["licence"], item["licence"]),
        "legal_basis": item.get("legal_basis", []),
        "source": _source(item),
    }


def _source(item: Item) -> str:
    found = item.get("source", "")
    return str(found["text"] if isinstance(found, dict) else found).strip()


def _link(into: Lab, pitfalls: list[Item], approaches: list[Item]) -> None:
    """Say which approach avoids which pitfall, whichever end names it."""
    wanted = {(p["key"], key) for p in pitfalls for key in p.get("avoided_by", [])}
    wanted |= {(key, a["key"]) for a in approaches for key in a.get("pitfalls", [])}
    pitfall_ids = _keys(Pitfall, into)
    approach_ids = _keys(Approach, into)
    for pitfall, approach in sorted(wanted):
        if pitfall in pitfall_ids and approach in approach_ids:
            Avoidance.objects.get_or_create(
                pitfall_id=pitfall_ids[pitfall], approach_id=approach_ids[approach]
            )


def _keys(model: type[Pitfall] | type[Approach], into: Lab) -> dict[str, int]:
    rows = model._default_manager.filter(lab=into, external_id__startswith=PREFIX)
    return {key.removeprefix(PREFIX): pk for key, pk in rows.values_list("external_id", "pk")}


@functools.cache
def _read(path: Path) -> list[Item]:
    found: list[Item] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
