"""Memberships: a person acts for one organisation in one lab, with roles others granted."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lab.accounts.models import User
from lab.core.audience import Viewer
from lab.core.ids import public_id_field
from lab.directory.models.lab import Lab
from lab.directory.models.organisation import Organisation


class Role(models.TextChoices):
    """Rights beyond membership; who may grant which is said in the README of this app."""

    EDITOR = "editor", _("Editor")
    FACILITATOR = "facilitator", _("Facilitator")
    COORDINATOR = "coordinator", _("Coordinator of the organisation")
    LAB_COORDINATOR = "lab_coordinator", _("Coordinator of the lab")
    EVALUATOR = "evaluator", _("Evaluator")
    GRANT_MANAGER = "grant_manager", _("Grant manager")
    SECOND_CHECKER = "second_checker", _("Second checker")
    AUDITOR = "auditor", _("Auditor")
    STEERING = "steering", _("Steering board")
    STAFF_COUNCIL = "staff_council", _("Staff representation")


def _within_reach(viewer: Viewer) -> Q:
    """Rows of lab and organisation that a coordinator keeps: the whole lab, or the own house."""
    if viewer.is_member and viewer.has_role(Role.LAB_COORDINATOR):
        return Q(lab=viewer.lab_id)
    if viewer.is_member and viewer.has_role(Role.COORDINATOR):
        return Q(lab=viewer.lab_id, organisation=viewer.organisation_id)
    return Q(pk__in=[])


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions one may ask about many memberships."""

    def active(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on=None, user__is_active=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the active members of the viewer's lab, to members of that lab only."""
        if not viewer.is_member:
            return self.none()
        return self.active().filter(lab=viewer.lab_id)

    def kept_by(self, viewer: Viewer) -> Self:
        """Return the active members a coordinator keeps: of the own house, or of the lab."""
        return self.active().filter(_within_reach(viewer))

    def holding(self, *roles: str) -> Self:
        """Those who hold one of the roles."""
        return self.filter(grants__role__in=roles).distinct()

    def saying(self, words: str) -> Self:
        """Those whose name, organisation or profile contains every word."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(user__name__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(user__profile__can__icontains=word)
                | Q(user__profile__seeks__icontains=word)
                | Q(user__profile__cares__icontains=word)
            )
        return found

    def by_name(self, after: str | None = None) -> Self:
        """Order by name, beginning behind the member with that public id."""
        ordered = self.annotate(sorted_by=Lower("user__name")).order_by("sorted_by", "public_id")
        if not after:
            return ordered
        mark = ordered.filter(public_id=after).values_list("sorted_by", flat=True).first()
        if mark is None:
            return ordered
        later = Q(sorted_by__gt=mark) | Q(sorted_by=mark, public_id__gt=after)
        return ordered.filter(later)


class Membership(models.Model):
    """A person acts for one organisation in one lab."""

    public_id = public_id_field()
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="memberships")
    since = models.DateField(default=timezone.localdate, editable=False)
    ended_on = models.DateField(null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """A person acts for one organisation at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "lab"],
                condition=Q(ended_on=None),
                name="a_person_acts_for_one_organisation_in_a_lab",
            )
        ]

    def __str__(self) -> str:
        """Return person and organisation."""
        return f"{self.user} ({self.organisation.short_name})"

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the roles granted to this member."""
        return frozenset(grant.role for grant in self.grants.all())

    @property
    def viewer(self) -> Viewer:
        """Return this member as a viewer of the lab."""
        return Viewer(
            user_id=self.user_id,
            lab_id=self.lab_id,
            membership_id=self.pk,
            organisation_id=self.organisation_id,
            roles=self.roles,
        )


class RoleGrant(models.Model):
    """A role is a row: it knows who granted it and when."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="grants")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    granted_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    granted_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """A role is held once."""

        constraints = [
            models.UniqueConstraint(fields=["membership", "role"], name="a_role_is_held_once")
        ]

    def __str__(self) -> str:
        """Return member and role."""
        return f"{self.membership}: {self.get_role_display()}"


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions one may ask about many applications."""

    def open(self) -> Self:
        """Those nobody has decided."""
        return self.filter(decided_on=None)

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the viewer's own applications and those a coordinator may decide.

        The coordinator of the lab sees those of organisations that have no coordinator yet.
        """
        if viewer.user_id is None:
            return self.none()
        mine = Q(user=viewer.user_id, lab=viewer.lab_id)
        if not viewer.is_member:
            return self.filter(mine)
        own_house = Q(pk__in=[])
        if viewer.has_role(Role.COORDINATOR):
            own_house = Q(lab=viewer.lab_id, organisation=viewer.organisation_id)
        if not viewer.has_role(Role.LAB_COORDINATOR):
            return self.filter(mine | own_house)
        kept = Membership.objects.active().filter(lab=viewer.lab_id).holding(Role.COORDINATOR)
        orphaned = Q(lab=viewer.lab_id) & ~Q(organisation__in=kept.values("organisation"))
        return self.filter(mine | own_house | orphaned)


class Application(models.Model):
    """Somebody asks to join; a coordinator of that organisation decides."""

    class Outcome(models.TextChoices):
        """How it was decided."""

        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    public_id = public_id_field()
    user = models.ForeignKey(User, models.CASCADE, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="applications")
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="applications")
    note = models.CharField(_("What brings you here?"), max_length=300, blank=True)
    asked_on = models.DateField(default=timezone.localdate, editable=False)
    decided_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    decided_on = models.DateField(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        """A person waits for one decision per lab."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "lab"],
                condition=Q(decided_on=None),
                name="one_open_application_per_person_and_lab",
            )
        ]

    def __str__(self) -> str:
        """Return person and organisation."""
        return f"{self.user} → {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Does it still wait for a decision?"""
        return self.decided_on is None


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions one may ask about many invitations."""

    def open(self) -> Self:
        """Those that can still be accepted."""
        today = timezone.localdate()
        return self.filter(accepted_by=None, withdrawn_on=None, expires_on__gte=today)

    def to_addresses(self, addresses: Iterable[str]) -> Self:
        """Those sent to one of the mail addresses."""
        return self.filter(email__in={one.lower() for one in addresses})

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the invitations a coordinator keeps: of the own house, or of the lab."""
        return self.filter(_within_reach(viewer))


class Invitation(models.Model):
    """An invitation by mail: expires, works once, its code is kept as a hash."""

    public_id = public_id_field()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    lab = models.ForeignKey(Lab, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("Mail address"))
    roles = models.JSONField(default=list)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    invited_on = models.DateField(default=timezone.localdate, editable=False)
    expires_on = models.DateField()
    accepted_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        """Return address and organisation."""
        return f"{self.email} → {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Can it still be accepted?"""
        today = timezone.localdate()
        return (
            self.accepted_by_id is None and self.withdrawn_on is None and today <= self.expires_on
        )
