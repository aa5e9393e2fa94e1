"""Comments on anything, and reports that something should not be seen."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.core.ids import public_id_field
from lab.directory.models import Lab, Membership, Organisation
from lab.discussions.things import about_visible_things, sort_of


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions one may ask about many comments."""

    def about(self, thing: models.Model) -> Self:
        """Return the comments on this thing, oldest first."""
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk).order_by("posted_on", "pk")

    def visible_to(self, viewer: Viewer) -> Self:
        """Return comments of the viewer's lab about things the viewer may see, to members.

        Comments somebody hid are shown to editors only.
        """
        return self.shown_to(viewer).filter(about_visible_things(viewer))

    def shown_to(self, viewer: Viewer) -> Self:
        """Return comments as ``visible_to`` does, about things known to be visible already."""
        if not viewer.is_member:
            return self.none()
        mine = self.filter(lab=viewer.lab_id)
        return mine if viewer.has_role("editor") else mine.filter(is_hidden=False)


class Comment(models.Model):
    """An addition or an objection, signed by the house or by name."""

    class Kind(models.TextChoices):
        """What the comment does."""

        ADDITION = "addition", _("Addition")
        OBJECTION = "objection", _("Objection")

    class Signature(models.TextChoices):
        """Who is shown as author."""

        ORGANISATION = "organisation", _("my organisation")
        NAME = "name", _("my name and organisation")

    public_id = public_id_field()
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.ADDITION)
    signature = models.CharField(
        _("Signed by"), max_length=12, choices=Signature, default=Signature.ORGANISATION
    )
    text = models.TextField(_("Text"), max_length=3000)
    posted_on = models.DateField(default=timezone.localdate, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        """Read by thing."""

        indexes = [
            models.Index(
                fields=["content_type", "object_id", "posted_on"], name="comments_of_a_thing"
            )
        ]

    def __str__(self) -> str:
        """Return the beginning of the text."""
        return Truncator(self.text).words(10)

    def get_absolute_url(self) -> str:
        """Return where it stands below its thing."""
        thing: Any = self.thing
        return f"{thing.get_absolute_url()}#k-{self.public_id}"

    @property
    def signed(self) -> str:
        """Return the house, and the name where the author wishes it and still has an account."""
        if self.signature == self.Signature.NAME and self.author is not None:
            return f"{self.author.user}, {self.organisation.name}"
        return self.organisation.name


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions one may ask about many reports."""

    def open(self) -> Self:
        """Those nobody has decided."""
        return self.filter(outcome="")

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the reports of the lab, to its editors only."""
        if not (viewer.is_member and viewer.has_role("editor")):
            return self.none()
        return self.filter(lab=viewer.lab_id)


class Report(models.Model):
    """Somebody says this should not be seen: any editor hides at once, a second decides."""

    class Outcome(models.TextChoices):
        """How it was decided."""

        HIDDEN = "hidden", _("stays hidden")
        SHOWN = "shown", _("shown again")

    public_id = public_id_field()
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    reason = models.TextField(_("What is wrong?"), max_length=1000)
    reported_on = models.DateField(default=timezone.localdate, editable=False)
    hidden_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    hidden_on = models.DateField(null=True, editable=False)
    decided_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    decided_on = models.DateField(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        """Who hid does not decide."""

        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | Q(hidden_by=None)
                | ~Q(decided_by=models.F("hidden_by")),
                name="who_hid_does_not_decide",
            )
        ]

    def __str__(self) -> str:
        """Return the beginning of the reason."""
        return self.reason[:60]

    @property
    def thing_text(self) -> str:
        """Return what editors read about the reported thing, also while it is hidden."""
        thing: Any = self.thing
        return sort_of(thing).text(thing) if thing is not None else ""

    @property
    def is_open(self) -> bool:
        """Does it still wait for a decision?"""
        return self.outcome == ""
