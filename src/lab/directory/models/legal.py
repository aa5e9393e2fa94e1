"""Legal pages of an organisation, and what people report about barriers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.ids import public_id_field
from lab.directory.models.organisation import Organisation


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
    state = models.CharField(_("State"), max_length=10, choices=State)
    barriers = models.TextField(_("What is not accessible, and why"), max_length=8000)
    method = models.CharField(_("How it was examined"), max_length=300)
    contact = models.TextField(_("Contact for feedback"), max_length=600)
    created_on = models.DateField(_("Created on"), default=timezone.localdate)
    reviewed_on = models.DateField(_("Last examined on"), default=timezone.localdate)

    def __str__(self) -> str:
        """Return the organisation."""
        return f"{self.organisation}: {self.get_state_display()}"


class BarrierReport(models.Model):
    """Somebody met a barrier; the organisation answers within a month."""

    public_id = public_id_field()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="barrier_reports")
    page = models.CharField(_("Where?"), max_length=300, blank=True)
    text = models.TextField(_("What does not work?"), max_length=3000)
    contact = models.CharField(_("How do we reach you?"), max_length=200, blank=True)
    reported_on = models.DateField(default=timezone.localdate, editable=False)
    answer_by = models.DateField()
    answered_on = models.DateField(null=True)

    def __str__(self) -> str:
        """Return the receipt number."""
        return self.public_id
