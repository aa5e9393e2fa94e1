"""Labs: joint undertakings of organisations."""

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.directory.models.organisation import Organisation

RESERVED = frozenset(
    {
        "abmelden",
        "admin",
        "anmelden",
        "api",
        "barriere-melden",
        "barrierefreiheit",
        "datenschutz",
        "einladung",
        "feeds",
        "gebaerdensprache",
        "healthz",
        "impressum",
        "konto",
        "leichte-sprache",
        "live",
        "media",
        "opendata",
        "passwort",
        "readyz",
        "registrieren",
        "robots",
        "sitemap",
        "start",
        "static",
        "suche",
        "system",
        "termine",
        "verwaltung",
    }
)


def refuse_reserved(slug: str) -> None:
    """Refuse a short address that the installation itself answers to."""
    if slug in RESERVED:
        raise ValidationError(_("This address belongs to the installation itself."))


class LabQuerySet(models.QuerySet["Lab"]):
    """Questions one may ask about many labs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all labs: that a lab exists is public, what is inside is not."""
        return self.all()


class Lab(models.Model):
    """A joint undertaking of organisations; the slug is the first part of all its addresses."""

    slug = models.SlugField(
        _("Short address"),
        max_length=30,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9-]+$", _("Small letters, digits and hyphens.")),
            refuse_reserved,
        ],
    )
    name = models.CharField(_("Name"), max_length=80)
    purpose = models.TextField(_("What the lab is for"), max_length=600, blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="hosted_labs", null=True, verbose_name=_("Host")
    )
    organisations = models.ManyToManyField(Organisation, through="Partnership", related_name="labs")
    is_demo = models.BooleanField(default=False, editable=False)
    hides_examples = models.BooleanField(_("Hide the examples"), default=False)
    started_on = models.DateField(default=timezone.localdate, editable=False)

    objects = LabQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @cached_property
    def organisations_line(self) -> str:
        """Return the partners as one line: Lünen · Essen · Kreis Wesel."""
        names = self.partnerships.order_by("place").values_list(
            "organisation__short_name", flat=True
        )
        return " · ".join(names)


class Partnership(models.Model):
    """An organisation takes part in a lab."""

    lab = models.ForeignKey(Lab, models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    place = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """An organisation takes part once."""

        constraints = [
            models.UniqueConstraint(
                fields=["lab", "organisation"], name="an_organisation_takes_part_once"
            )
        ]

    def __str__(self) -> str:
        """Return organisation and lab."""
        return f"{self.organisation} in {self.lab}"
