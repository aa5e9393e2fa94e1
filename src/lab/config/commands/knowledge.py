"""``lab import-knowledge``, ``foresight`` and ``rebuild-search``."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from lab.config.commands import Refused, say
from lab.core.audience import Viewer
from lab.directory.models import Lab
from lab.knowledge.exchange import bring_in as take
from lab.search.actions import read_meaning, rebuild
from lab.search.foresight import foresee

RANKED = 10


def bring_in(wish: argparse.Namespace) -> int:
    """Take over the items of a file; say for each refused one why."""
    lab, items = the_lab(wish.lab), _list_in(wish.file)
    report = take(lab, items, partial=wish.partial)
    for refusal in report.refusals:
        say(f"Eintrag {refusal.place} ({refusal.id or 'ohne id'}) abgelehnt: {refusal.reason}")
    if report.refusals and not wish.partial:
        say(
            f"Nichts übernommen: {len(report.refusals)} von {len(items)} Einträgen sind nicht "
            "brauchbar. Mit --partial werden die übrigen übernommen."
        )
        return 1
    say(f"{report.taken} Einträge übernommen, {report.known} waren schon da.")
    return 0


def foresight(wish: argparse.Namespace) -> None:
    """Answer queries as a plain member of the lab would see them."""
    lab, queries = the_lab(wish.lab), _list_in(wish.queries)
    read_meaning()
    member = Viewer(lab_id=lab.pk, membership_id=0, organisation_id=0)
    answers = {}
    for place, query in enumerate(queries, start=1):
        if (
            not isinstance(query, dict)
            or not isinstance(query.get("text"), str)
            or "id" not in query
        ):
            raise Refused(f"Anfrage {place} braucht id und text.")
        answers[str(query["id"])] = _answer(member, query["text"])
    draft = wish.out.with_name(f".{wish.out.name}.{os.getpid()}")
    draft.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(wish.out)
    say(f"{len(answers)} Anfragen beantwortet in {wish.out}.")


def rebuild_search(wish: argparse.Namespace) -> None:
    """Build the search index anew."""
    say(f"{rebuild()} Einträge stehen im Suchindex.")


def the_lab(slug: str | None) -> Lab:
    """Return the lab of this short address, or the only one there is."""
    labs = list(Lab.objects.order_by("slug"))
    if slug is None and len(labs) == 1:
        return labs[0]
    names = ", ".join(lab.slug for lab in labs) or "keines"
    if slug is None:
        raise Refused(f"Bitte nennen Sie mit --lab das Labor (vorhanden: {names}).")
    found = [lab for lab in labs if lab.slug == slug]
    if not found:
        raise Refused(f"Ein Labor „{slug}“ gibt es nicht (vorhanden: {names}).")
    return found[0]


def _answer(member: Viewer, text: str) -> dict[str, list[str]]:
    seen = foresee(member, text)
    pitfalls, approaches = _ids(seen.pitfalls), _ids(seen.approaches)
    return {
        "pitfalls": pitfalls,
        "approaches": approaches,
        "ranking": _ids(seen.ranking)[:RANKED],
        "shown": [*pitfalls, *approaches],
    }


def _ids(found: Any) -> list[str]:
    """Return the ids the things came with, or their public ids."""
    things = [getattr(item, "thing", item) for item in found]
    return [thing.external_id or thing.public_id for thing in things]


def _list_in(path: Path) -> list[Any]:
    """Return the JSON list in a file."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(f"{path} ist keine JSON-Datei in UTF-8.") from None
    if not isinstance(found, list):
        raise Refused(f"{path} enthält keine Liste.")
    return found
