"""Labs, organisations, memberships, roles, profiles and the legal pages of a house."""

from lab.directory.models.lab import Lab, Partnership
from lab.directory.models.legal import AccessibilityStatement, BarrierReport, LegalPage
from lab.directory.models.membership import Application, Invitation, Membership, RoleGrant
from lab.directory.models.organisation import MailDomain, Organisation
from lab.directory.models.profile import Profile

__all__ = [
    "AccessibilityStatement",
    "Application",
    "BarrierReport",
    "Invitation",
    "Lab",
    "LegalPage",
    "MailDomain",
    "Membership",
    "Organisation",
    "Partnership",
    "Profile",
    "RoleGrant",
]
