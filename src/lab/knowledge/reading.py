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

    also_here: bool = False
    warned: bool = False
    advice: str = ""
    worked: int = 0
    partly: int = 0
    failed: int = 0

    @property
    def shows_advice(self) -> bool:
        """Have enough houses said how the advice worked?"""
        return ADVICE.shows(self.worked + self.partly + self.failed)


def standing(viewer: Viewer, pitfall: Pitfall) -> Standing:
    """Return the standing of a pitfall for this viewer (one query, none for strangers)."""
    if not viewer.is_member or viewer.user_id is None:
        return Standing()
    mine = Q(person_tag=person_tag(viewer.user_id, pitfall))
    said = pitfall.voices.values_list("kind", "value").annotate(
        houses=Count("organisation_tag", distinct=True), own=Count("pk", filter=mine)
    )
    houses = {(kind, value): number for kind, value, number, _own in said}
    own = {kind: value for kind, value, _number, own in said if own}
    return Standing(
        also_here=Voice.Kind.ALSO_HERE in own,
        warned=Voice.Kind.WARNED in own,
        advice=own.get(Voice.Kind.ADVICE, ""),
        worked=houses.get((Voice.Kind.ADVICE, Voice.Value.WORKED), 0),
        partly=houses.get((Voice.Kind.ADVICE, Voice.Value.PARTLY), 0),
        failed=houses.get((Voice.Kind.ADVICE, Voice.Value.NOT), 0),
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
    """Return how ready an approach is; ``has_template``: is an editable file attached?"""
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
