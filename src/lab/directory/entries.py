"""The entries of this room in the main navigation."""

from django.utils.translation import gettext_lazy as _

from lab.core import navigation
from lab.core.access import may
from lab.core.audience import Viewer


def enter() -> None:
    """Add members, the lab, and the office of coordinators."""
    navigation.register(_("Members"), "directory:members", place=60, shown_to=is_member)
    navigation.register(_("The lab"), "directory:lab", place=70)
    navigation.register(_("Office"), "directory:administration", place=90, shown_to=is_coordinator)


def is_member(viewer: Viewer) -> bool:
    """Does this person belong to an organisation of the lab?"""
    return viewer.is_member


def is_coordinator(viewer: Viewer) -> bool:
    """Does this person coordinate the lab or an organisation?"""
    return may(viewer, "directory.enter_administration")
