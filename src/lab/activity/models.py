"""The house book: one row per deed, shown on its object only."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.directory.models import Lab, Organisation


class Verb(models.TextChoices):
    """What was done; each is the end of a German sentence."""

    CREATED = "created", _("wrote this")
    EDITED = "edited", _("changed this")
    SUBMITTED = "submitted", _("handed this in")
    DEIDENTIFIED = "deidentified", _("took identifying detail out")
    ASKED = "asked", _("asked the author")
    ANSWERED = "answered", _("answered the editors")
    RELEASED = "released", _("released this")
    DROPPED = "dropped", _("decided not to publish this")
    WITHDREW = "withdrew", _("withdrew this")
    REVIEWED = "reviewed", _("examined this again")
    ARCHIVED = "archived", _("archived this")
    MERGED = "merged", _("merged this")
    COMMENTED = "commented", _("added to this")
    REPORTED = "reported", _("reported this")
    HID = "hid", _("hid this")
    DECIDED_REPORT = "decided_report", _("decided about a report")
    ATTACHED = "attached", _("attached a file")
    IMPORTED = "imported", _("imported this")
    INVITED = "invited", _("invited somebody")
    APPLIED = "applied", _("asked to join")
    ACCEPTED = "accepted", _("accepted somebody")
    DECLINED = "declined", _("declined somebody")
    JOINED = "joined", _("joined")
    LEFT = "left", _("left")
    GRANTED = "granted", _("granted a role")
    REVOKED = "revoked", _("revoked a role")

    @property
    def is_decision(self) -> bool:
        """Does this row keep its actor beyond twelve months?"""
        return self in DECISIONS


DECISIONS = frozenset(
    {
        Verb.RELEASED,
        Verb.DROPPED,
        Verb.REVIEWED,
        Verb.DECIDED_REPORT,
        Verb.ACCEPTED,
        Verb.DECLINED,
        Verb.GRANTED,
        Verb.REVOKED,
    }
)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions one may ask about the house book: only ever about one object."""

    def about(self, thing: models.Model) -> Self:
        """Return what happened to this thing, newest first."""
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk).order_by("-at", "-pk")


class Activity(models.Model):
    """Who did what to which thing, and for which organisation."""

    lab = models.ForeignKey(Lab, models.CASCADE, related_name="+", null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        """Read by object, swept by age."""

        indexes = [
            models.Index(fields=["content_type", "object_id", "at"], name="activity_of_a_thing"),
            models.Index(fields=["at"], name="activity_by_age"),
        ]

    def __str__(self) -> str:
        """Return verb and thing."""
        return f"{self.verb} {self.content_type_id}:{self.object_id}"
