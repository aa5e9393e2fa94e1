"""Voraussicht: what others stumbled over and what works, for somebody about to begin.

Shown is what is proven, not what happens to be best: how much of what the asker says a text
answers, measured against everyday German and never against the rest of the collection. So the
same sentence is answered the same way among 34 and among 10,000 texts, and often with silence.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lab.core.audience import Viewer
from lab.search.candidates import Scope
from lab.search.entries import PHASE_MARK, SIZE_MARK, THEME_MARK, facet_token
from lab.search.finding import Asked, Hit, ask
from lab.search.reasons import because, because_avoided
from lab.search.registry import Kind, kind_named, kinds
from lab.search.scoring import Concept

PITFALL, APPROACH = "pitfall", "approach"
ALIKE = 0.9
CONTEXT = {THEME_MARK: 0.5, PHASE_MARK: 0.25, SIZE_MARK: 0.1}
RANKED = 10


@dataclass(frozen=True)
class Rule:
    """When something is shown, learned on the tuning part of the labelled queries.

    The odds that a text fits grow with what it proves, with the share of the question this is and
    with how near its meaning is. ``first`` is asked of the surest text, ``further`` of all others.
    """

    base: float
    per_proof: float
    per_coverage: float
    per_likeness: float
    first: float
    further: float


BY_WORDS = Rule(-2.93, 0.43, 9.18, 0.0, first=-0.4, further=0.45)
BY_MEANING = Rule(-71.69, 0.653, 5.523, 82.7, first=-0.95, further=0.1)


@dataclass(frozen=True)
class Hint:
    """A thing that fits, how sure that is (a logarithm of odds), and why in one sentence."""

    kind: str
    thing: Any
    score: float
    why: str

    @property
    def url_name(self) -> str:
        """Return the name of the address that leads to it."""
        kind = kind_named(self.kind)
        return kind.url_name if kind else ""

    @property
    def facts_template(self) -> str:
        """Return the template that draws its quiet facts."""
        kind = kind_named(self.kind)
        return kind.facts_template if kind else ""


@dataclass(frozen=True)
class Likely:
    """A hit with the odds that it fits."""

    hit: Hit
    odds: float


@dataclass
class Foresight:
    """What is shown: pitfalls and approaches, each with a reason; false when nothing fits."""

    pitfalls: list[Hint]
    approaches: list[Hint]
    likely: list[Likely] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Does anything fit?"""
        return bool(self.pitfalls or self.approaches)

    @cached_property
    def ranking(self) -> list[Hint]:
        """Return the best of both kinds before the threshold."""
        chosen = [one.hit for one in self.likely[:RANKED]]
        things = load(chosen)
        odds = {(one.hit.kind, one.hit.object_id): one.odds for one in self.likely}
        return [
            Hint(hit.kind, things[key], odds[key], "")
            for hit in chosen
            for key in [(hit.kind, hit.object_id)]
            if key in things
        ]


def foresee(
    viewer: Viewer,
    text: str,
    *,
    themes: Sequence[str] = (),
    size: str = "",
    phase: str = "",
    most: tuple[int, int] = (3, 2),
) -> Foresight:
    """Return the pitfalls and approaches that fit what somebody is about to do, or nothing."""
    asked = ask(Scope(viewer, kinds(), unasked=True), text)
    context = _context(themes, size, phase)
    likely = _likely(asked, context)
    shown = _shown(
        [
            *[one for one in likely if one.hit.kind == PITFALL][: most[0]],
            *[one for one in likely if one.hit.kind == APPROACH][: most[1]],
        ]
    )
    pitfalls = [one for one in shown if one.hit.kind == PITFALL]
    approaches = [one for one in shown if one.hit.kind == APPROACH]
    things = load([one.hit for one in shown])
    first = _hints(pitfalls, things, asked.concepts, {})
    avoided = _avoided(approaches, [hint.thing.pk for hint in first])
    return Foresight(first, _hints(approaches, things, asked.concepts, avoided), likely)


def similar(viewer: Viewer, text: str, *, exclude: Any = None, most: int = 3) -> list[Hint]:
    """Return what has been written about the same already: surer than foresight, any kind."""
    asked = ask(Scope(viewer, kinds()), text)
    itself = (getattr(exclude, "kind", ""), getattr(exclude, "pk", None))
    near = [
        one
        for one in _likely(asked, {})
        if one.odds >= ALIKE and (one.hit.kind, one.hit.object_id) != itself
    ][:most]
    return _hints(near, load([one.hit for one in near]), asked.concepts, {})


def load(hits: Iterable[Hit]) -> dict[tuple[str, int], Any]:
    """Fetch the things behind hits, one query per kind."""
    ids: dict[str, list[int]] = {}
    for hit in hits:
        ids.setdefault(hit.kind, []).append(hit.object_id)
    found = {}
    for name, keys in ids.items():
        kind = kind_named(name)
        for thing in kind.load(keys) if kind else ():
            found[name, thing.pk] = thing
    return found


def rule_for(hit: Hit) -> Rule:
    """Return the rule: with the optional model it knows more and can say yes more often."""
    return BY_WORDS if hit.likeness is None else BY_MEANING


def odds(hit: Hit, asked: Sequence[Concept]) -> float:
    """Return how likely the hit fits, as a logarithm of odds."""
    rule = rule_for(hit)
    everything = sum(concept.info for concept in asked)
    proven = sum(asked[number].info * proof for number, proof in hit.match.found.items())
    coverage = proven / everything if everything else 0.0
    told = rule.per_proof * math.log1p(proven) + rule.per_coverage * coverage
    return rule.base + told + rule.per_likeness * (hit.likeness or 0.0)


def _likely(asked: Asked, context: dict[str, float]) -> list[Likely]:
    scored = []
    for hit in asked.hits():
        marks = set(hit.candidate.facets.split()) if context else set()
        bonus = sum(value for mark, value in context.items() if mark in marks)
        scored.append((hit.score + bonus, Likely(hit, odds(hit, asked.concepts) + bonus)))
    scored.sort(key=lambda pair: (-round(pair[0], 9), pair[1].hit.candidate.pk))
    return [one for _score, one in scored]


def _shown(likely: Sequence[Likely]) -> list[Likely]:
    """Leave out what is not proven; the surest may be shown alone with less proof."""
    surest = max(likely, key=lambda one: one.odds, default=None)
    return [
        one
        for one in likely
        if one.odds >= rule_for(one.hit).further
        or (one is surest and one.odds >= rule_for(one.hit).first)
    ]


def _context(themes: Sequence[str], size: str, phase: str) -> dict[str, float]:
    context = {facet_token(THEME_MARK, theme): CONTEXT[THEME_MARK] for theme in themes}
    if size:
        context[facet_token(SIZE_MARK, size)] = CONTEXT[SIZE_MARK]
    if phase:
        context[facet_token(PHASE_MARK, phase)] = CONTEXT[PHASE_MARK]
    return context


def _hints(
    likely: Sequence[Likely],
    things: dict[tuple[str, int], Any],
    asked: Sequence[Concept],
    given: dict[int, str],
) -> list[Hint]:
    hints = []
    for one in likely:
        kind, key = kind_named(one.hit.kind), (one.hit.kind, one.hit.object_id)
        if kind is not None and key in things:
            why = given.get(key[1]) or because(one.hit, asked, kind.describe(things[key]))
            hints.append(Hint(kind.name, things[key], one.odds, why))
    return hints


def _avoided(approaches: Sequence[Likely], pitfalls: Sequence[int]) -> dict[int, str]:
    kind: Kind | None = kind_named(APPROACH)
    if kind is None or kind.avoids is None or not approaches or not pitfalls:
        return {}
    reasons: dict[int, str] = {}
    pairs = kind.avoids([one.hit.object_id for one in approaches])
    places = {pitfall: place for place, pitfall in enumerate(pitfalls)}
    known = sorted((places[pitfall], approach) for approach, pitfall in pairs if pitfall in places)
    for place, approach in known:
        reasons.setdefault(approach, because_avoided(place))
    return reasons
