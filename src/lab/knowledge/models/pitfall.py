"""Stolperfallen: what went wrong, early signs, and what to do before you stumble."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lab.core.ids import random_key_field
from lab.directory.models.organisation import Kind, Land, SizeClass
from lab.knowledge.models.approach import Approach
from lab.knowledge.models.contribution import Contribution, ContributionQuerySet, Phase
from lab.knowledge.models.theme import Theme


class Cause(models.TextChoices):
    """What it was about."""

    LAW = "law", _("Law")
    STAFF_COUNCIL = "staff_council", _("Staff representation")
    DATA_PROTECTION = "data_protection", _("Data protection")
    IT = "it", _("IT")
    PROCUREMENT = "procurement", _("Procurement")
    BUDGET = "budget", _("Budget and grants")
    POLITICS = "politics", _("Politics")
    LEADERSHIP = "leadership", _("Leadership")
    COMMUNICATION = "communication", _("Communication")
    RESOURCES = "resources", _("Resources")
    TECHNOLOGY = "technology", _("Technology")
    PARTICIPATION = "participation", _("Participation")
    TIMING = "timing", _("Timing")


class Severity(models.TextChoices):
    """How bad it was."""

    ANNOYING = "annoying", _("annoying")
    COSTLY = "costly", _("costly")
    ENDANGERING = "endangering", _("project endangered")


class Frequency(models.TextChoices):
    """How often it happens."""

    ONCE = "once", _("once")
    SEVERAL = "several", _("several times")
    ALWAYS = "always", _("again and again")


class Effort(models.TextChoices):
    """What avoiding it takes."""

    MINUTES = "minutes", _("five minutes")
    HOURS = "hours", _("hours")
    WEEKS = "weeks", _("weeks")


class Consequence(models.TextChoices):
    """What it cost."""

    TIME = "time", _("Time")
    MONEY = "money", _("Money")
    TRUST = "trust", _("Trust")
    LEGAL_RISK = "legal_risk", _("Legal risk")


class Pitfall(Contribution):
    """What went wrong somewhere, and what to do before it goes wrong elsewhere.

    ``causes``, ``phases`` and ``consequences`` are lists of the values above, ``early_signs`` a
    list of sentences, ``legal_basis`` a list of ``{"norm", "as_of": "YYYY-MM"}``. The three
    ``context_*`` fields are coarsened before they are stored.
    """

    title = models.CharField(_("In one sentence"), max_length=100)
    what_happened = models.TextField(_("What happened?"), max_length=4000)
    advice = models.TextField(_("What do you advise?"), max_length=3000)
    early_signs = models.JSONField(_("Early signs"), default=list, blank=True)
    causes = models.JSONField(_("Causes"), default=list, blank=True)
    phases = models.JSONField(_("Point in time"), default=list, blank=True)
    consequences = models.JSONField(_("What it cost"), default=list, blank=True)
    severity = models.CharField(_("How bad?"), max_length=12, choices=Severity, blank=True)
    frequency = models.CharField(_("How often?"), max_length=10, choices=Frequency, blank=True)
    prevention_effort = models.CharField(
        _("What does avoiding it take?"), max_length=10, choices=Effort, blank=True
    )
    discovered_by = models.CharField(_("How was it noticed?"), max_length=200, blank=True)
    legal_basis = models.JSONField(_("Legal basis"), default=list, blank=True)
    context_kind = models.CharField(max_length=20, choices=Kind, blank=True, editable=False)
    context_size = models.CharField(max_length=2, choices=SizeClass, blank=True, editable=False)
    context_land = models.CharField(max_length=2, choices=Land, blank=True, editable=False)
    claim_hash = models.CharField(  # noqa: DJ001 – unique, so that empty strings would collide
        max_length=64, unique=True, null=True, editable=False
    )
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    themes = models.ManyToManyField(Theme, through="PitfallTheme", related_name="pitfalls")
    approaches = models.ManyToManyField(Approach, through="Avoidance", related_name="pitfalls")
    also_here = models.PositiveIntegerField(default=0, editable=False)
    warned = models.PositiveIntegerField(default=0, editable=False)

    kind: ClassVar[str] = "pitfall"
    objects = ContributionQuerySet["Pitfall"].as_manager()

    def __str__(self) -> str:
        """Return the sentence."""
        return self.title

    @property
    def needed_releases(self) -> int:
        """Two organisations release what is anonymous or what endangered a project."""
        return 2 if self.severity == Severity.ENDANGERING else super().needed_releases

    @property
    def cause_words(self) -> list[str]:
        """Return the causes in words."""
        return _words(Cause, self.causes)

    @property
    def phase_words(self) -> list[str]:
        """Return the phases in words."""
        return _words(Phase, self.phases)

    @property
    def consequence_words(self) -> list[str]:
        """Return the consequences in words."""
        return _words(Consequence, self.consequences)

    @property
    def context_words(self) -> list[str]:
        """Return what may be said about the house it comes from."""
        parts = (
            self.get_context_kind_display(),
            self.get_context_size_display(),
            self.get_context_land_display(),
        )
        return [str(part) for part in parts if part]


def _words(choices: type[models.TextChoices], values: list[str]) -> list[str]:
    return [str(choices(value).label) for value in values if value in choices.values]


class PitfallTheme(models.Model):
    """A pitfall is about a theme; the key is random so that rows cannot be put in order."""

    id = random_key_field()
    pitfall = models.ForeignKey(Pitfall, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")

    class Meta:
        """A theme is named once."""

        constraints = [
            models.UniqueConstraint(
                fields=["pitfall", "theme"], name="a_pitfall_names_a_theme_once"
            )
        ]

    def __str__(self) -> str:
        """Return both keys."""
        return f"{self.pitfall_id} / {self.theme_id}"


class Avoidance(models.Model):
    """An approach avoids a pitfall."""

    id = random_key_field()
    pitfall = models.ForeignKey(Pitfall, models.CASCADE, related_name="+")
    approach = models.ForeignKey(Approach, models.CASCADE, related_name="+")

    class Meta:
        """Said once."""

        constraints = [
            models.UniqueConstraint(
                fields=["pitfall", "approach"], name="an_approach_avoids_a_pitfall_once"
            )
        ]

    def __str__(self) -> str:
        """Return both keys."""
        return f"{self.approach_id} avoids {self.pitfall_id}"
