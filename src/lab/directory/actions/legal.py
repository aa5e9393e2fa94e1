"""Legal pages of an organisation, its accessibility statement, and reports of barriers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from lab.directory.housebook import Unnamed, record
from lab.directory.letters import barrier_letter
from lab.directory.models import (
    AccessibilityStatement,
    BarrierReport,
    LegalPage,
    Membership,
    Organisation,
)

DRAFTED = (LegalPage.Kind.IMPRINT, LegalPage.Kind.PRIVACY)


@transaction.atomic
def save_legal_page(
    organisation: Organisation, kind: str, text: str, *, by: Membership
) -> LegalPage:
    """Put a text in force; the same text again changes nothing."""
    page = LegalPage.objects.filter(organisation=organisation, kind=kind).first()
    if page is not None and page.text == text:
        return page
    page, _ = LegalPage.objects.update_or_create(
        organisation=organisation,
        kind=kind,
        defaults={"text": text, "updated_on": timezone.localdate()},
    )
    record(by, "edited", page)
    return page


@transaction.atomic
def save_statement(
    organisation: Organisation, values: Mapping[str, Any], *, by: Membership
) -> AccessibilityStatement:
    """Put an accessibility statement in force; it is complete or refused."""
    statement = AccessibilityStatement.objects.filter(organisation=organisation).first()
    statement = statement or AccessibilityStatement(organisation=organisation)
    for name, value in values.items():
        setattr(statement, name, value)
    statement.full_clean()
    statement.save()
    record(by, "edited", statement)
    return statement


@transaction.atomic
def report_barrier(
    organisation: Organisation, *, text: str, page: str = "", contact: str = ""
) -> BarrierReport:
    """Take a report in: it gets a receipt number and a day by which it is answered."""
    report = BarrierReport.objects.create(
        organisation=organisation, text=text, page=page, contact=contact
    )
    barrier_letter.enqueue(report.pk)
    record(Unnamed(), "reported", report)
    return report


@transaction.atomic
def answer_barrier(report: BarrierReport, *, by: Membership) -> None:
    """Note that the report was answered; the first day holds."""
    waiting = BarrierReport.objects.open().filter(pk=report.pk)
    if waiting.update(answered_on=timezone.localdate()):
        record(by, "answered", report)


@transaction.atomic
def draft_legal_pages(organisation: Organisation) -> None:
    """Give an organisation drafts of legal pages it lacks; each says that it is a draft."""
    words = {"organisation": organisation}
    made = 0
    for kind in DRAFTED:
        text = render_to_string(f"directory/drafts/{kind}.md", words).strip()
        _, is_new = LegalPage.objects.get_or_create(
            organisation=organisation, kind=kind, defaults={"text": text}
        )
        made += is_new
    _, is_new = AccessibilityStatement.objects.get_or_create(
        organisation=organisation,
        defaults={
            "state": AccessibilityStatement.State.PARTIAL,
            "barriers": render_to_string("directory/drafts/barriers.md", words).strip(),
            "method": render_to_string("directory/drafts/method.md", words).strip(),
            "contact": render_to_string("directory/drafts/contact.md", words).strip(),
        },
    )
    if made or is_new:
        record(Unnamed(organisation_id=organisation.pk), "created", organisation)
