"""Gute Ansätze: what works, what it needs, where it does not work."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.ids import random_key_field
from lab.knowledge.models.contribution import Contribution, ContributionQuerySet
from lab.knowledge.models.theme import Theme


class Evidence(models.TextChoices):
    """How sure we are that it helped."""

    IMPRESSION = "impression", _("impression")
    BEFORE_AFTER = "before_after", _("figures before and after")
    COMPARISON = "comparison", _("comparison")
    EXTERNAL = "external", _("external evaluation")


class Maturity(models.TextChoices):
    """How far it has come."""

    IDEA = "idea", _("idea")
    TRIED = "tried", _("tried in one house")
    ADOPTED = "adopted", _("taken over by others")
    STANDARD = "standard", _("standard")


class Involve(models.TextChoices):
    """Whom to involve."""

    STAFF_COUNCIL = "staff_council", _("Staff representation")
    DATA_PROTECTION = "data_protection", _("Data protection officer")
    EQUALITY = "equality", _("Equal opportunities officer")
    DISABILITY = "disability", _("Representation of disabled staff")
    IT = "it", _("IT")
    PROCUREMENT = "procurement", _("Procurement")


class Opening(models.TextChoices):
    """What it opens."""

    TRANSPARENCY = "transparency", _("Transparency")
    PARTICIPATION = "participation", _("Participation")
    COOPERATION = "cooperation", _("Cooperation")


class Licence(models.TextChoices):
    """Under which terms others may use it."""

    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    DL_DE_BY = "dl-de-by-2.0", "Datenlizenz Deutschland – Namensnennung 2.0"
    NETWORK = "network_only", _("only within the network")


class Approach(Contribution):
    """What works, told so that another house can take it over.

    ``steps`` is a list of ``{"title", "text"}``, ``involve`` and ``opening`` are lists of the
    values above, ``legal_basis`` a list of ``{"norm", "as_of": "YYYY-MM"}``.
    """

    title = models.CharField(_("Title"), max_length=100)
    summary = models.CharField(_("In one sentence for the mayor"), max_length=240, blank=True)
    problem = models.TextField(_("Which problem does it solve?"), max_length=3000)
    steps = models.JSONField(_("Steps"), default=list)
    needs_people = models.CharField(_("People"), max_length=300, blank=True)
    needs_time = models.CharField(_("Time"), max_length=300, blank=True)
    needs_money = models.CharField(_("Money"), max_length=300, blank=True)
    needs_technology = models.CharField(_("Technology"), max_length=300, blank=True)
    needs_decisions = models.CharField(_("Decisions"), max_length=300, blank=True)
    involve = models.JSONField(_("Involve"), default=list, blank=True)
    results = models.TextField(_("What has it brought?"), max_length=2000, blank=True)
    evidence = models.CharField(_("How do you know?"), max_length=14, choices=Evidence, blank=True)
    limits = models.TextField(_("Where did it not work?"), max_length=2000, blank=True)
    no_known_limits = models.BooleanField(_("No limits are known"), default=False)
    maturity = models.CharField(_("Maturity"), max_length=10, choices=Maturity, blank=True)
    opening = models.JSONField(_("Opens"), default=list, blank=True)
    contact_role = models.CharField(_("Who answers questions?"), max_length=120, blank=True)
    visits_possible = models.BooleanField(_("Visits are possible"), default=False)
    licence = models.CharField(_("Licence"), max_length=14, choices=Licence, blank=True)
    legal_basis = models.JSONField(_("Legal basis"), default=list, blank=True)
    number = models.PositiveSmallIntegerField(_("Version"), default=1, editable=False)
    note = models.CharField(_("What is new?"), max_length=200, blank=True)
    predecessor = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="successors", editable=False
    )
    themes = models.ManyToManyField(Theme, through="ApproachTheme", related_name="approaches")

    kind: ClassVar[str] = "approach"
    objects = ContributionQuerySet["Approach"].as_manager()

    class Meta(Contribution.Meta):
        """Limits are stated, or their absence is."""

        constraints = [
            *Contribution.Meta.constraints,
            models.CheckConstraint(
                condition=Q(submitted_on=None) | ~Q(limits="") | Q(no_known_limits=True),
                name="limits_are_stated_or_their_absence_is",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def involve_words(self) -> list[str]:
        """Return whom to involve, in words."""
        return [str(Involve(value).label) for value in self.involve if value in Involve.values]

    @property
    def opening_words(self) -> list[str]:
        """Return what it opens, in words."""
        return [str(Opening(value).label) for value in self.opening if value in Opening.values]


class ApproachTheme(models.Model):
    """An approach is about a theme."""

    id = random_key_field()
    approach = models.ForeignKey(Approach, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")

    class Meta:
        """A theme is named once."""

        constraints = [
            models.UniqueConstraint(
                fields=["approach", "theme"], name="an_approach_names_a_theme_once"
            )
        ]

    def __str__(self) -> str:
        """Return both keys."""
        return f"{self.approach_id} / {self.theme_id}"


class Version(models.Model):
    """An earlier text of an approach, kept whole."""

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Version"))
    note = models.CharField(_("What is new?"), max_length=200, blank=True)
    snapshot = models.JSONField()
    made_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered once, newest first."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        """Return title and number."""
        return f"{self.approach_id} / {self.number}"
