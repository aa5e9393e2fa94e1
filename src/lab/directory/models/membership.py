"""Memberships: a person acts for one organisation in one lab, with roles others granted."""

from typing import Self

from django.db import models
from django.db.models import Q
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

    def __str__(self) -> str:
        """Return address and organisation."""
        return f"{self.email} → {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Can it still be accepted?"""
        today = timezone.localdate()
        return self.accepted_by_id is None and self.withdrawn_on is None and today <= self.expires_on
