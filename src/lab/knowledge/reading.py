"""What a reading page needs to know about one pitfall or approach, in few queries."""

from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.knowledge.models import Approach, Pitfall, Tap, Voice
from lab.knowledge.models.voice import person_tag
from lab.knowledge.numbers import ADVICE, TAPS


@dataclass(frozen=True)
class Standing:
    """What this viewer has said about a pitfall, and what all together say about its advice."""

    also_here: bool
    warned: bool
    advice: str
    worked: int
    partly: int
    failed: int

    @property
    def shows_advice(self) -> bool:
        """Have enough houses said how the advice worked?"""
        return ADVICE.shows(self.worked + self.partly + self.failed)


def standing(viewer: Viewer, pitfall: Pitfall) -> Standing:
    """Return the standing of a pitfall for this viewer (one query)."""
    mine = Q(person_tag=person_tag(viewer.user_id or 0, pitfall))
    advice = Q(kind=Voice.Kind.ADVICE)
    houses = {
        f"of_{value}": Count("organisation_tag", filter=advice & Q(value=value), distinct=True)
        for value in Voice.Value.values
    }
    own = {
        f"said_{value}": Count("pk", filter=mine & advice & Q(value=value))
        for value in Voice.Value.values
    }
    found = pitfall.voices.aggregate(
        also_here=Count("pk", filter=mine & Q(kind=Voice.Kind.ALSO_HERE)),
        warned=Count("pk", filter=mine & Q(kind=Voice.Kind.WARNED)),
        **houses,
        **own,
    )
    said = [value for value in Voice.Value.values if found[f"said_{value}"]]
    return Standing(
        also_here=bool(found["also_here"]),
        warned=bool(found["warned"]),
        advice=said[0] if said else "",
        worked=found["of_worked"],
        partly=found["of_partly"],
        failed=found["of_not"],
    )


@dataclass(frozen=True)
class Readiness:
    """How far an approach is ready to be taken over: nine points, each there or missing."""

    points: tuple[tuple[Promise, bool], ...]

    WORDS: ClassVar[tuple[Promise, ...]] = (
        _("Problem"),
        _("Steps"),
        _("Effort"),
        _("Limits"),
        _("Effect measured"),
        _("Contact"),
        _("Licence"),
        _("Template to edit"),
        _("Legal basis"),
    )

    @property
    def reached(self) -> int:
        """Return how many points are there."""
        return sum(1 for _word, there in self.points if there)

    @property
    def total(self) -> int:
        """Return how many points there are."""
        return len(self.points)


def readiness(approach: Approach, *, has_template: bool) -> Readiness:
    """Return how ready an approach is; ``has_template`` tells whether an editable file is attached."""
    facts = (
        bool(approach.problem),
        bool(approach.steps),
        bool(approach.needs_people or approach.needs_time or approach.needs_money),
        bool(approach.limits or approach.no_known_limits),
        bool(approach.results and approach.evidence not in {"", "impression"}),
        bool(approach.contact_role),
        bool(approach.licence),
        has_template,
        bool(approach.legal_basis),
    )
    return Readiness(points=tuple(zip(Readiness.WORDS, facts, strict=True)))


@dataclass(frozen=True)
class Mean:
    """One of the five attributes and its mean from 1 to 5."""

    label: str
    value: float


def tap_means(approach: Approach) -> list[Mean]:
    """Return the means of the five attributes, or nothing below seven people (Rogers 2003)."""
    taps = list(approach.taps.all())
    if not TAPS.shows(len(taps)):
        return []
    means = []
    for name in ("advantage", "fit", "simplicity", "trialability", "visibility"):
        values = [getattr(tap, name) for tap in taps if getattr(tap, name)]
        if TAPS.shows(len(values)):
            means.append(Mean(Tap.label_of(name), round(fmean(values), 1)))
    return means
