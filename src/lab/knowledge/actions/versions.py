"""Versions of approaches: earlier texts stay, and others carry on with their own."""

from typing import Any

from django.db import transaction

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.directory.models import Membership
from lab.knowledge.models import Approach, Version, Visibility

KEPT = (
    "title",
    "summary",
    "problem",
    "steps",
    "needs_people",
    "needs_time",
    "needs_money",
    "needs_technology",
    "needs_decisions",
    "involve",
    "results",
    "evidence",
    "limits",
    "no_known_limits",
    "maturity",
    "opening",
    "contact_role",
    "visits_possible",
    "licence",
    "legal_basis",
)
OWN_EXPERIENCE = frozenset({"results", "evidence", "contact_role", "visits_possible", "maturity"})


def snapshot(approach: Approach) -> dict[str, Any]:
    """Return the text of an approach as plain values."""
    return {name: getattr(approach, name) for name in KEPT}


def keep_version(old: Approach, new: Approach, *, note: str) -> None:
    """Keep a text others have read, and count up; what nobody has read yet leaves no version."""
    if old.publish_on is None:
        return
    Version.objects.get_or_create(
        approach=old,
        number=old.number,
        defaults={"note": old.note, "snapshot": snapshot(old)},
    )
    new.number = old.number + 1
    new.note = note


@transaction.atomic
def continue_as_own(approach: Approach, *, by: Membership) -> Approach:
    """Begin an own version of somebody else's approach; the lineage stays visible."""
    begun = Approach.objects.filter(predecessor=approach, author=by, submitted_on=None).first()
    if begun is not None:
        return begun
    own = Approach(
        lab_id=by.lab_id,
        author=by,
        organisation_id=by.organisation_id,
        visibility=Visibility.NETWORK,
        predecessor=approach,
    )
    for name, value in snapshot(approach).items():
        if name not in OWN_EXPERIENCE:
            setattr(own, name, value)
    own.save()
    own.themes.set(approach.themes.all())
    record(by, Verb.CREATED, own)
    return own
