"""The few rows that belong to no room: counts per day and what the worker has done today."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    """Counting without remembering."""

    def add(self, kind: str, day: datetime.date) -> None:
        """Count one deed of this kind on this day; safe under parallel calls."""
        row, _ = self.get_or_create(kind=kind, day=day)
        self.filter(pk=row.pk).update(number=F("number") + 1)

    def of(self, kind: str) -> Self:
        """Only this kind."""
        return self.filter(kind=kind)


class DailyCount(models.Model):
    """How often something happened on a day: all that is kept of an anonymous deed."""

    day = models.DateField()
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        """One row per day and kind."""

        constraints = [
            models.UniqueConstraint(fields=["day", "kind"], name="one_count_per_day_and_kind")
        ]

    def __str__(self) -> str:
        """Return day, kind and number."""
        return f"{self.day} {self.kind}: {self.number}"


class DailyRun(models.Model):
    """The last day a daily sweep was finished; a crash in between leaves the day before.

    ``claimed_by`` is the worker that runs the sweep now; its claim ends with its pulse.
    """

    name = models.CharField(max_length=60, unique=True)
    finished_on = models.DateField(null=True)
    next_try_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        """Return name and day."""
        return f"{self.name}: {self.finished_on}"


class Pulse(models.Model):
    """A task worker is alive: what it has begun is not taken from it."""

    worker = models.CharField(max_length=32, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return worker and time."""
        return f"{self.worker}: {self.seen_at}"
