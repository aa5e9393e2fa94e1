"""What a person tells about themselves; every part is optional."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lab.accounts.models import User
from lab.core.audience import Viewer


class Badge(models.TextChoices):
    """Self-chosen, without rights."""

    SCOUT = "scout", "Scout"
    GUIDE = "guide", _("Guide")
    TRAILBLAZER = "trailblazer", _("Trailblazer")
    MODERATOR = "moderator", _("Moderator")
    SPARRING = "sparring", _("Sparring partner")


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Questions one may ask about many profiles."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the profiles of active members of the viewer's lab, to members only."""
        if not viewer.is_member:
            return self.none()
        return self.filter(
            user__is_active=True,
            user__memberships__lab=viewer.lab_id,
            user__memberships__ended_on=None,
        )


class Profile(models.Model):
    """What I can, what I look for, what I care about."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", primary_key=True)
    can = models.TextField(_("What I can"), max_length=600, blank=True)
    seeks = models.TextField(_("What I look for"), max_length=600, blank=True)
    cares = models.TextField(_("What I care about"), max_length=600, blank=True)
    badges = models.JSONField(_("How I see myself here"), default=list, blank=True)

    objects = ProfileQuerySet.as_manager()

    def __str__(self) -> str:
        """Return the person's name."""
        return str(self.user)

    @property
    def badge_words(self) -> list[str]:
        """Return the chosen badges in words."""
        return [str(Badge(value).label) for value in self.badges if value in Badge.values]
