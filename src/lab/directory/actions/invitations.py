"""Invitations by mail: they expire, and each works once."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.accounts.models import User
from lab.core.access import Conflict
from lab.core.pseudonyms import digest
from lab.directory.actions.memberships import join
from lab.directory.housebook import Doer, Unnamed, record
from lab.directory.letters import invitation_letter
from lab.directory.models import Invitation, Lab, Membership, Organisation

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite(
    lab: Lab,
    organisation: Organisation,
    email: str,
    *,
    roles: Iterable[str] = (),
    by: Membership | None = None,
) -> Invitation:
    """Invite an address, known here or not; the letter follows as a task.

    An open invitation to the same address and organisation is replaced.
    """
    address = email.strip().lower()
    _close_earlier(lab, organisation, address)
    invitation = Invitation.objects.create(
        lab=lab,
        organisation=organisation,
        email=address,
        roles=sorted(set(roles)),
        code_hash=digest(secrets.token_urlsafe(20)),
        invited_by=by,
        expires_on=timezone.localdate() + VALID_FOR,
    )
    invitation_letter.enqueue(invitation.pk)
    doer: Doer = by or Unnamed(lab_id=lab.pk, organisation_id=organisation.pk)
    record(doer, "invited", invitation)
    return invitation


def _close_earlier(lab: Lab, organisation: Organisation, address: str) -> None:
    earlier = Invitation.objects.open().filter(lab=lab, organisation=organisation, email=address)
    earlier.update(withdrawn_on=timezone.localdate())


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Membership) -> None:
    """Take an invitation back; one that was accepted or withdrawn stays as it is."""
    open_one = Invitation.objects.open().filter(pk=invitation.pk)
    if open_one.update(withdrawn_on=timezone.localdate()):
        record(by, "withdrew", invitation)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Join by invitation. Accepting twice returns the same membership; another person is told."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_by is not None and locked.accepted_by.user_id == by.pk:
        return locked.accepted_by
    if not locked.is_open:
        raise Conflict(_("This invitation was used, withdrawn or has expired."))
    membership = join(
        by, locked.lab, locked.organisation, roles=locked.roles, granted_by=locked.invited_by
    )
    locked.accepted_by = membership
    locked.save(update_fields=["accepted_by"])
    record(membership, "joined", membership)
    return membership
