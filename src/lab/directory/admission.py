"""Who may open an account and ask to join: an allow-listed domain, or an open invitation."""

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from lab.accounts.models import User
from lab.core.access import Conflict
from lab.core.pseudonyms import digest
from lab.directory.actions import accept_invitation, apply
from lab.directory.models import Invitation, Lab, MailDomain, Membership, Organisation


def admits(email: str, invitation: str) -> bool:
    """Let in whoever holds an open invitation, was sent one, or writes from a listed domain."""
    held = Invitation.objects.open()
    if invitation and held.filter(code_hash=digest(invitation)).exists():
        return True
    return held.to_addresses([email]).exists() or MailDomain.objects.of_addresses([email]).exists()


def confirmed_addresses(user: User) -> list[str]:
    """Return the mail addresses the person has confirmed."""
    found = EmailAddress.objects.filter(user=user, verified=True)
    return list(found.values_list("email", flat=True))


def open_to(user: User, lab: Lab) -> QuerySet[Organisation]:
    """Return the organisations of the lab that the person may ask to join."""
    addresses = confirmed_addresses(user)
    domains = MailDomain.objects.of_addresses(addresses).values("organisation")
    invited = Invitation.objects.open().filter(lab=lab).to_addresses(addresses)
    either = Q(pk__in=domains) | Q(pk__in=invited.values("organisation"))
    return Organisation.objects.filter(either, partnerships__lab=lab).order_by("name")


def welcome(user: User, invitation: str) -> None:
    """Keep the invitation somebody came with, or ask to join where only one place fits."""
    if invitation and _keeps(user, invitation):
        return
    if Membership.objects.filter(user=user).exists():
        return
    places = [
        (lab, organisation)
        for lab in Lab.objects.filter(organisations__mail_domains__isnull=False).distinct()
        for organisation in open_to(user, lab)
    ]
    if len(places) == 1:
        lab, organisation = places[0]
        apply(lab, organisation, by=user)


def _keeps(user: User, code: str) -> bool:
    found = Invitation.objects.filter(code_hash=digest(code)).first()
    if found is None:
        return False
    try:
        accept_invitation(found, by=user)
    except Conflict:
        return False
    return True


def invitation_for(lab: Lab, code: str) -> Invitation | None:
    """Return the invitation of the lab with this code while it can be accepted, or was so by us."""
    found = Invitation.objects.filter(lab=lab, code_hash=digest(code), withdrawn_on=None)
    return found.select_related("lab", "organisation", "accepted_by").first()
