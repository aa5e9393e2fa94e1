"""What pitfalls and approaches have in common: origin, visibility, and the way to publication."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.audience import Viewer
from lab.core.ids import public_id_field, random_key_field
from lab.directory.models import Lab, Membership, Organisation

C = TypeVar("C", bound="Contribution", covariant=True)


class Visibility(models.TextChoices):
    """Who may read it once it is published."""

    PRIVATE = "private", _("only me")
    ORGANISATION = "organisation", _("my organisation")
    NETWORK = "network", _("the network, with my organisation")
    ANONYMOUS = "network_anonymous", _("the network, anonymously")
    PUBLIC = "public", _("everybody on the web")


SHARED = (Visibility.NETWORK, Visibility.ANONYMOUS, Visibility.PUBLIC)


class Signature(models.TextChoices):
    """Who is shown as author."""

    ORGANISATION = "organisation", _("my organisation")
    NAME = "name", _("my name and organisation")
    ROLE = "role", _("my role and organisation")
    NOBODY = "nobody", _("nobody")


class Phase(models.TextChoices):
    """When in a project it matters."""

    IDEA = "idea", _("Idea")
    PLANNING = "planning", _("Planning")
    PROCUREMENT = "procurement", _("Procurement")
    INTRODUCTION = "introduction", _("Introduction")
    OPERATION = "operation", _("Operation")
    DISSEMINATION = "dissemination", _("Dissemination")
    CLOSING = "closing", _("Closing")


class ContributionQuerySet(models.QuerySet[C]):
    """Questions one may ask about many contributions."""

    def published(self) -> Self:
        """Those whose publication day has come and that are still valid."""
        return self.filter(publish_on__lte=timezone.localdate(), is_hidden=False, archived_on=None)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what the viewer may read: the one query pages, search, mails and exports use.

        Strangers read what is public. Members also read their network and their own house,
        and their own contributions in every state.
        """
        everybody = Q(visibility=Visibility.PUBLIC)
        if not viewer.is_member:
            return self.published().filter(everybody)
        network = Q(lab=viewer.lab_id, visibility__in=SHARED)
        house = Q(
            lab=viewer.lab_id,
            organisation=viewer.organisation_id,
            visibility=Visibility.ORGANISATION,
        )
        today = Q(publish_on__lte=timezone.localdate(), is_hidden=False, archived_on=None)
        own = Q(author=viewer.membership_id)
        return self.filter((today & (everybody | network | house)) | own)

    def within(self, lab: Lab) -> Self:
        """Those of one lab, with what a row of a list shows."""
        return self.filter(lab=lab).select_related("organisation")

    def drafts_of(self, viewer: Viewer) -> Self:
        """Those the viewer has begun and not handed in, newest first."""
        mine = self.filter(author=viewer.membership_id, author__isnull=False)
        return mine.filter(submitted_on=None, archived_on=None).order_by("-created_on", "-id")

    def for_editors(self, viewer: Viewer) -> Self:
        """Return what waits for editors of the viewer's lab, to editors only."""
        if not (viewer.is_member and viewer.has_role("editor")):
            return self.none()
        return self.awaiting_release().filter(lab=viewer.lab_id)

    def known_to_editors(self, viewer: Viewer) -> Self:
        """Return everything handed in for others in the viewer's lab, to editors only."""
        if not (viewer.is_member and viewer.has_role("editor")):
            return self.none()
        return self.filter(lab=viewer.lab_id, submitted_on__isnull=False, visibility__in=SHARED)

    def awaiting_release(self) -> Self:
        """Those handed in for others to read and not yet released or dropped."""
        return self.filter(
            submitted_on__isnull=False,
            publish_on=None,
            archived_on=None,
            visibility__in=SHARED,
        )

    def needing(self, organisation_id: int | None) -> Self:
        """Those this organisation may still release: not its own, and not released by it."""
        own = Q(organisation__isnull=False, organisation=organisation_id)
        done = Q(releases__organisation=organisation_id, releases__voided_on=None)
        released = self.model._default_manager.filter(done).values("pk")
        return self.exclude(own).exclude(pk__in=released)

    def due_for_review(self) -> Self:
        """Those whose review date has come."""
        return self.published().filter(review_on__lte=timezone.localdate())


class Contribution(models.Model):
    """A text for others. An anonymous one has no author and no organisation, ever."""

    id = random_key_field()
    public_id = public_id_field()
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="+")
    visibility = models.CharField(_("Who may read it?"), max_length=20, choices=Visibility)
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(
        _("Who is shown as author?"),
        max_length=12,
        choices=Signature,
        default=Signature.ORGANISATION,
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    external_id = models.CharField(max_length=120, blank=True, editable=False)
    created_on = models.DateField(default=timezone.localdate, editable=False)
    submitted_on = models.DateField(null=True, editable=False)
    publish_on = models.DateField(null=True, editable=False)
    review_on = models.DateField(null=True, editable=False)
    reviewed_on = models.DateField(null=True, editable=False)
    archived_on = models.DateField(null=True, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)

    kind: ClassVar[str]

    class Meta:
        """Shared by pitfalls and approaches."""

        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.ANONYMOUS)
                | Q(author=None, organisation=None, signature=Signature.NOBODY),
                name="%(class)s_anonymous_has_no_origin",
            ),
            models.UniqueConstraint(
                fields=["lab", "external_id"],
                condition=~Q(external_id=""),
                name="%(class)s_external_id_once_per_lab",
            ),
        ]
        indexes = [
            models.Index(fields=["lab", "-publish_on", "-id"], name="%(class)s_newest"),
            models.Index(F("submitted_on"), name="%(class)s_queue", condition=Q(publish_on=None)),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse(f"knowledge:{self.kind}", args=[self.lab.slug, self.public_id])

    @property
    def needed_releases(self) -> int:
        """How many organisations have to release it before others read it?"""
        return 2 if self.is_anonymous else 1

    @property
    def awaits_release(self) -> bool:
        """Was it handed in for others, and has nobody decided yet?"""
        return (
            self.submitted_on is not None
            and self.publish_on is None
            and self.archived_on is None
            and self.visibility in SHARED
        )

    @property
    def is_anonymous(self) -> bool:
        """Was it written anonymously?"""
        return self.visibility == Visibility.ANONYMOUS

    @property
    def is_published(self) -> bool:
        """Can others read it today?"""
        return (
            self.publish_on is not None
            and self.publish_on <= timezone.localdate()
            and self.archived_on is None
            and not self.is_hidden
        )

    @property
    def state(self) -> str:
        """Return where it stands: draft, review, scheduled, published, hidden or archived."""
        if self.archived_on is not None:
            return "archived"
        if self.is_hidden:
            return "hidden"
        if self.submitted_on is None:
            return "draft"
        if self.publish_on is None:
            return "review"
        return "published" if self.is_published else "scheduled"
