"""Legal pages of an organisation, and what people report about barriers."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.core.ids import public_id_field
from lab.directory.models.organisation import Organisation


class LegalPageQuerySet(models.QuerySet["LegalPage"]):
    """Questions one may ask about many legal pages."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the pages of all organisations of the lab at whose door the viewer stands."""
        return self.filter(organisation__in=Organisation.objects.visible_to(viewer))


class LegalPage(models.Model):
    """One page of plain text (Markdown) that an organisation answers for."""

    class Kind(models.TextChoices):
        """The pages linked at the foot of every page."""

        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        EASY_LANGUAGE = "easy_language", _("Easy language")
        SIGN_LANGUAGE = "sign_language", _("Sign language")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="legal_pages")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(_("Text"), max_length=20000)
    updated_on = models.DateField(default=timezone.localdate)

    objects = LegalPageQuerySet.as_manager()

    class Meta:
        """One page of each kind."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], name="one_legal_page_of_each_kind"
            )
        ]

    def __str__(self) -> str:
        """Return kind and organisation."""
        return f"{self.get_kind_display()} ({self.organisation})"


REVIEW_EVERY = timedelta(days=365)
ANSWER_WITHIN = timedelta(days=28)


class AccessibilityStatementQuerySet(models.QuerySet["AccessibilityStatement"]):
    """Questions one may ask about many statements."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the statements of all organisations of the lab at whose door the viewer stands."""
        return self.filter(organisation__in=Organisation.objects.visible_to(viewer))


class AccessibilityStatement(models.Model):
    """The statement (EU 2018/1523): state, what is not accessible and why, method, dates."""

    class State(models.TextChoices):
        """How far the offer conforms."""

        FULL = "full", _("fully compliant")
        PARTIAL = "partial", _("partially compliant")
        NONE = "none", _("not compliant")

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="accessibility_statement"
    )
    state = models.CharField(_("Conformity"), max_length=10, choices=State)
    barriers = models.TextField(_("What is not accessible, and why"), max_length=8000)
    method = models.CharField(_("How it was examined"), max_length=300)
    contact = models.TextField(_("Contact for feedback"), max_length=600)
    created_on = models.DateField(_("Created on"), default=timezone.localdate)
    reviewed_on = models.DateField(_("Last examined on"), default=timezone.localdate)

    objects = AccessibilityStatementQuerySet.as_manager()

    @property
    def is_review_due(self) -> bool:
        """Was it last examined more than a year ago?"""
        return timezone.localdate() - self.reviewed_on > REVIEW_EVERY

    def __str__(self) -> str:
        """Return the organisation."""
        return f"{self.organisation}: {self.get_state_display()}"


def answer_day() -> date:
    """Return the day by which a barrier reported today is answered: within a month."""
    return timezone.localdate() + ANSWER_WITHIN


class BarrierReportQuerySet(models.QuerySet["BarrierReport"]):
    """Questions one may ask about many reports of barriers."""

    def open(self) -> Self:
        """Those nobody has answered."""
        return self.filter(answered_on=None)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the reports to organisations whose legal pages the viewer keeps."""
        return self.filter(organisation__in=Organisation.objects.answered_for_by(viewer))


class BarrierReport(models.Model):
    """Somebody met a barrier; the organisation answers within a month."""

    public_id = public_id_field()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="barrier_reports")
    page = models.CharField(_("Where?"), max_length=300, blank=True)
    text = models.TextField(_("What does not work?"), max_length=3000)
    contact = models.CharField(_("How do we reach you?"), max_length=200, blank=True)
    reported_on = models.DateField(default=timezone.localdate, editable=False)
    answer_by = models.DateField(default=answer_day, editable=False)
    answered_on = models.DateField(null=True, editable=False)

    objects = BarrierReportQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the receipt number."""
        return self.public_id

    @property
    def is_overdue(self) -> bool:
        """Should it have been answered by now?"""
        return self.answered_on is None and timezone.localdate() > self.answer_by
