"""What editors do before something is published: release, ask, take identifying detail out."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.ids import public_id_field, random_key_field
from lab.directory.models import Membership, Organisation
from lab.knowledge.models.approach import Approach
from lab.knowledge.models.pitfall import Pitfall

ANSWER_WITHIN = datetime.timedelta(days=21)
ONE_SUBJECT = Q(pitfall=None, approach__isnull=False) | Q(pitfall__isnull=False, approach=None)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions one may ask about many releases."""

    def valid(self) -> Self:
        """Those no later change has voided."""
        return self.filter(voided_on=None)


class Release(models.Model):
    """An editor says: this may be read by others. A state is a row."""

    pitfall = models.ForeignKey(Pitfall, models.CASCADE, null=True, related_name="releases")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="releases")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate, editable=False)
    voided_on = models.DateField(null=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        """Nobody releases twice, and no organisation does."""

        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_release_has_one_subject"),
            models.UniqueConstraint(
                fields=["pitfall", "organisation"],
                condition=Q(voided_on=None, pitfall__isnull=False),
                name="an_organisation_releases_a_pitfall_once",
            ),
            models.UniqueConstraint(
                fields=["approach", "organisation"],
                condition=Q(voided_on=None, approach__isnull=False),
                name="an_organisation_releases_an_approach_once",
            ),
        ]

    def __str__(self) -> str:
        """Return organisation and day."""
        return f"{self.organisation} {self.on}"


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions one may ask about many questions to authors."""

    def open(self) -> Self:
        """Those without an answer."""
        return self.filter(answered_on=None)

    def blocking(self) -> Self:
        """Those without an answer that are younger than 21 days: editors wait for the author."""
        return self.open().filter(asked_on__gt=timezone.localdate() - ANSWER_WITHIN)


class Question(models.Model):
    """The editors ask the author; an anonymous author answers with the claim code."""

    id = random_key_field()
    public_id = public_id_field()
    pitfall = models.ForeignKey(Pitfall, models.CASCADE, null=True, related_name="questions")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="questions")
    asked_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(_("Question"), max_length=1000)
    asked_on = models.DateField(default=timezone.localdate, editable=False)
    answer = models.TextField(_("Answer"), max_length=2000, blank=True)
    answered_on = models.DateField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        """Asked about one thing."""

        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_question_has_one_subject")
        ]

    def __str__(self) -> str:
        """Return the question."""
        return self.text[:60]

    @property
    def days_left(self) -> int:
        """How many days does the author still have before editors decide alone?"""
        return max(0, (self.asked_on + ANSWER_WITHIN - timezone.localdate()).days)


class Rejection(models.Model):
    """Editors decided not to publish a text and told the author why; a new version may follow."""

    pitfall = models.ForeignKey(Pitfall, models.CASCADE, null=True, related_name="rejections")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="rejections")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = models.TextField(_("Why not?"), max_length=1000)
    on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Decided about one text."""

        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_rejection_has_one_subject")
        ]

    def __str__(self) -> str:
        """Return organisation and day."""
        return f"{self.organisation} {self.on}"


class Redaction(models.Model):
    """An editor decided about one passage that might give somebody away.

    ``original`` holds the passage only until publication; then it is emptied.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        REPLACED = "replaced", _("replaced")
        KEPT = "kept", _("left as it is")

    pitfall = models.ForeignKey(Pitfall, models.CASCADE, null=True, related_name="redactions")
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="redactions")
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=30)
    original = models.CharField(max_length=300, blank=True)
    replacement = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Made in one text."""

        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_redaction_has_one_subject")
        ]

    def __str__(self) -> str:
        """Return kind and outcome."""
        return f"{self.kind}: {self.outcome}"
