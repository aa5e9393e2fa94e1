"""Letters by mail: each is a task, so that none is lost and none makes anybody wait."""

import secrets

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from lab.core.mail import build
from lab.core.pseudonyms import digest
from lab.core.queue import task
from lab.directory.models import Application, BarrierReport, Invitation, Membership
from lab.directory.models.membership import Role

CODE_BYTES = 20


def draw_code(invitation: Invitation) -> str:
    """Draw a fresh code of 160 bit for the invitation; only its hash is kept."""
    code = secrets.token_urlsafe(CODE_BYTES)
    invitation.code_hash = digest(code)
    invitation.save(update_fields=["code_hash"])
    return code


def address_of(invitation: Invitation, code: str) -> str:
    """Return the absolute address under which the invitation is accepted."""
    path = reverse("directory:invitation", args=[invitation.lab.slug, code])
    return f"{settings.LAB_URL}{path}"


@task()
def invitation_letter(invitation_id: int) -> None:
    """Send the invitation with its code; an invitation withdrawn meanwhile is not sent."""
    found = Invitation.objects.open().filter(pk=invitation_id)
    invitation = found.select_related("lab", "organisation").first()
    if invitation is None:
        return
    link = address_of(invitation, draw_code(invitation))
    _send("invitation", [invitation.email], {"invitation": invitation, "link": link})


@task()
def application_letter(application_id: int) -> None:
    """Tell the coordinators that somebody asks to join."""
    found = Application.objects.open().filter(pk=application_id)
    application = found.select_related("lab", "organisation").first()
    if application is None:
        return
    link = settings.LAB_URL + reverse("directory:administration", args=[application.lab.slug])
    people = Membership.objects.active().filter(lab=application.lab)
    house = people.filter(organisation=application.organisation).holding(Role.COORDINATOR)
    to = _addresses(house) or _addresses(people.holding(Role.LAB_COORDINATOR))
    _send("application", to, {"application": application, "link": link})


@task()
def decision_letter(application_id: int) -> None:
    """Tell the person how the application was decided."""
    found = Application.objects.exclude(decided_on=None).filter(pk=application_id)
    application = found.select_related("lab", "organisation", "user").first()
    if application is None:
        return
    link = settings.LAB_URL + reverse("lab_start", args=[application.lab.slug])
    accepted = application.outcome == Application.Outcome.ACCEPTED
    words = {"application": application, "link": link, "accepted": accepted}
    _send("decision", [application.user.email], words)


@task()
def barrier_letter(report_id: int) -> None:
    """Tell those who answer for the organisation that somebody met a barrier."""
    report = BarrierReport.objects.select_related("organisation").filter(pk=report_id).first()
    if report is None:
        return
    house = Membership.objects.active().filter(organisation=report.organisation)
    to = _addresses(house.holding(Role.COORDINATOR)) or _contact()
    _send("barrier", to, {"report": report})


def _contact() -> list[str]:
    contact = settings.LAB_CONTACT.removeprefix("mailto:")
    return [contact] if "@" in contact and "://" not in contact else []


def _addresses(members: QuerySet[Membership]) -> list[str]:
    return sorted(members.values_list("user__email", flat=True))


def _send(letter: str, to: list[str], words: dict[str, object]) -> None:
    for address in to:
        build(f"directory/letters/{letter}.txt", address, words).send()
