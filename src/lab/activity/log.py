"""The log shown on one thing: which organisation did what, on which day. Never who."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from lab.activity.models import Activity, Verb

LENGTH = 20
AFTER_PUBLICATION = frozenset(
    {Verb.REVIEWED, Verb.ARCHIVED, Verb.MERGED, Verb.HID, Verb.DECIDED_REPORT}
)
SILENT = frozenset({Verb.REPORTED})


@dataclass(frozen=True)
class Line:
    """One deed as a sentence; an empty organisation reads as "somebody"."""

    organisation: str
    sentence: str
    day: date
    month_only: bool = False


def log_of(thing: Model) -> list[Line]:
    """Return the deeds on this thing, newest first, in one query.

    On an anonymous thing only what happened after publication is told, by month and without an
    organisation: nothing before could be told without narrowing down when and where it was written.
    """
    rows = Activity.objects.about(thing).exclude(verb__in=SILENT).select_related("organisation")
    if getattr(thing, "is_anonymous", False):
        rows = rows.filter(verb__in=AFTER_PUBLICATION)
        return [_line(row, anonymous=True) for row in rows[:LENGTH]]
    return [_line(row, anonymous=False) for row in rows[:LENGTH]]


def _line(row: Activity, *, anonymous: bool) -> Line:
    house = row.organisation.name if row.organisation and not anonymous else ""
    day = timezone.localtime(row.at).date()
    return Line(house, str(row.get_verb_display()), day, month_only=anonymous)
