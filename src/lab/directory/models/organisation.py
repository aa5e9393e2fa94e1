"""Organisations: cities, districts, associations, initiatives."""

from collections.abc import Iterable
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.core.ids import public_id_field


class Kind(models.TextChoices):
    """What an organisation is."""

    CITY = "city", _("City")
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County")
    ASSOCIATION = "association", _("Municipal association")
    INITIATIVE = "initiative", _("Initiative")
    CIVIL = "civil", _("Civil-society body")


class SizeClass(models.TextChoices):
    """Inhabitants, in classes coarse enough to hide in."""

    TINY = "xs", _("under 10,000 inhabitants")
    SMALL = "s", _("10,000 to 50,000 inhabitants")
    MEDIUM = "m", _("50,000 to 100,000 inhabitants")
    LARGE = "l", _("100,000 to 500,000 inhabitants")
    HUGE = "xl", _("over 500,000 inhabitants")


class Land(models.TextChoices):
    """The sixteen states; the value is the first two digits of the official key."""

    SH = "01", "Schleswig-Holstein"
    HH = "02", "Hamburg"
    NI = "03", "Niedersachsen"
    HB = "04", "Bremen"
    NW = "05", "Nordrhein-Westfalen"
    HE = "06", "Hessen"
    RP = "07", "Rheinland-Pfalz"
    BW = "08", "Baden-Württemberg"
    BY = "09", "Bayern"
    SL = "10", "Saarland"
    BE = "11", "Berlin"
    BB = "12", "Brandenburg"
    MV = "13", "Mecklenburg-Vorpommern"
    SN = "14", "Sachsen"
    ST = "15", "Sachsen-Anhalt"
    TH = "16", "Thüringen"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions one may ask about many organisations."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the organisations of the viewer's lab: who takes part is public."""
        if viewer.lab_id is None:
            return self.none()
        return self.filter(partnerships__lab=viewer.lab_id)

    def answered_for_by(self, viewer: Viewer) -> Self:
        """Return the organisations whose data, domains and legal pages the viewer keeps.

        Coordinators keep their own; the coordinator of the lab keeps those that take part in no
        other lab.
        """
        if not viewer.is_member:
            return self.none()
        own = Q(pk=viewer.organisation_id) if viewer.has_role("coordinator") else Q(pk__in=[])
        if not viewer.has_role("lab_coordinator"):
            return self.filter(own)
        here = Organisation.objects.visible_to(viewer).values("pk")
        alone = Organisation.objects.annotate(n=Count("partnerships")).filter(n=1).values("pk")
        return self.filter(own | (Q(pk__in=here) & Q(pk__in=alone)))


class Organisation(models.Model):
    """A body that takes part in labs; AGS (8 digits) or county key (5 digits) are optional."""

    public_id = public_id_field()
    name = models.CharField(_("Name"), max_length=120)
    short_name = models.CharField(_("Short name"), max_length=40)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    size_class = models.CharField(_("Size"), max_length=2, choices=SizeClass, blank=True)
    land = models.CharField(_("State"), max_length=2, choices=Land, blank=True)
    key = models.CharField(
        _("Official key"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^(\d{5}|\d{8})$", _("Eight digits, or five for a county."))],
    )

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the full name."""
        return self.name

    @property
    def needs_no_domain(self) -> bool:
        """Is this a body without mail addresses of an administration?"""
        return self.kind in {Kind.INITIATIVE, Kind.CIVIL}


class MailDomainQuerySet(models.QuerySet["MailDomain"]):
    """Questions one may ask about many mail domains."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the domains of the organisations the viewer keeps."""
        kept = Organisation.objects.answered_for_by(viewer)
        return self.filter(organisation__in=kept)

    def of_addresses(self, addresses: Iterable[str]) -> Self:
        """Those to which one of the mail addresses belongs."""
        return self.filter(domain__in={one.rpartition("@")[2].lower() for one in addresses})


class MailDomain(models.Model):
    """A mail domain whose owners may ask to join the organisation by themselves."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mail_domains")
    domain = models.CharField(
        _("Domain"),
        max_length=100,
        validators=[RegexValidator(r"^[a-z0-9.-]+\.[a-z]{2,}$", _("A domain such as luenen.de."))],
    )

    objects = MailDomainQuerySet.as_manager()

    class Meta:
        """A domain belongs to an organisation once."""

        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "domain"], name="one_row_per_organisation_and_domain"
            )
        ]

    def __str__(self) -> str:
        """Return the domain."""
        return self.domain
