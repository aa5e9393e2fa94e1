"""Asking to join, and how a coordinator decides."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lab.accounts.models import User
from lab.core.access import Conflict
from lab.directory.actions.memberships import join
from lab.directory.housebook import record
from lab.directory.letters import application_letter, decision_letter
from lab.directory.models import Application, Lab, Membership, Organisation


@transaction.atomic
def apply(lab: Lab, organisation: Organisation, *, by: User, note: str = "") -> Application:
    """Ask to join an organisation; who asks again while waiting gets the same application."""
    User.objects.select_for_update().get(pk=by.pk)
    if Membership.objects.filter(user=by, lab=lab, ended_on=None).exists():
        raise Conflict(_("You already act for an organisation in this lab."))
    application, is_new = Application.objects.get_or_create(
        user=by, lab=lab, decided_on=None, defaults={"organisation": organisation, "note": note}
    )
    if is_new:
        application_letter.enqueue(application.pk)
        record(application, "applied", application)
    return application


@transaction.atomic
def decide_application(application: Application, *, accepted: bool, by: Membership) -> None:
    """Accept or decline; the first decision holds."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not locked.is_open:
        return
    if accepted:
        join(locked.user, locked.lab, locked.organisation, granted_by=by)
    outcomes = Application.Outcome
    locked.outcome = outcomes.ACCEPTED if accepted else outcomes.DECLINED
    locked.decided_by, locked.decided_on = by, timezone.localdate()
    locked.save(update_fields=["outcome", "decided_by", "decided_on"])
    decision_letter.enqueue(locked.pk)
    record(by, "accepted" if accepted else "declined", application)
