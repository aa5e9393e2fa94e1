"""Pages on which coordinators keep the legal pages and answer reports of barriers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.core.access import require
from lab.directory.actions import answer_barrier, save_legal_page, save_statement
from lab.directory.forms import LegalPageForm, StatementForm
from lab.directory.http import LabMemberRequest, member_required, posted
from lab.directory.models import AccessibilityStatement, BarrierReport, LegalPage, Organisation


def _house(request: LabMemberRequest, public_id: str) -> Organisation:
    found = get_object_or_404(Organisation.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.answer_for", found)
    return found


@member_required
@require_safe
def legal_overview(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Which legal pages the organisation has, and which are missing."""
    house = _house(request, public_id)
    pages = LegalPage.objects.visible_to(request.viewer).filter(organisation=house)
    written = {page.kind: page for page in pages}
    statements = AccessibilityStatement.objects.visible_to(request.viewer)
    context = {
        "organisation": house,
        "kinds": [(kind, kind.label, written.get(kind)) for kind in LegalPage.Kind],
        "statement": statements.filter(organisation=house).first(),
    }
    return render(request, "directory/legal_overview.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def text_editing(request: LabMemberRequest, public_id: str, kind: str) -> HttpResponse:
    """Write a legal page."""
    house = _house(request, public_id)
    if kind not in LegalPage.Kind.values:
        raise Http404
    pages = LegalPage.objects.visible_to(request.viewer)
    page = pages.filter(organisation=house, kind=kind).first()
    form = LegalPageForm(posted(request), initial={"text": page.text if page else ""})
    if form.is_valid():
        save_legal_page(house, kind, form.cleaned_data["text"], by=request.membership)
        return redirect("directory:legal_overview", request.lab.slug, house.public_id)
    context = {"form": form, "organisation": house, "title": LegalPage.Kind(kind).label}
    return render(request, "directory/legal_editing.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_editing(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Write the accessibility statement."""
    house = _house(request, public_id)
    statements = AccessibilityStatement.objects.visible_to(request.viewer)
    known = statements.filter(organisation=house).values(*StatementForm.Meta.fields).first()
    form = StatementForm(posted(request), initial=known or {})
    if form.is_valid():
        save_statement(house, form.cleaned_data, by=request.membership)
        return redirect("directory:legal_overview", request.lab.slug, house.public_id)
    context = {"form": form, "organisation": house, "is_statement": True}
    return render(request, "directory/legal_editing.html", context)


@member_required
@require_safe
def barrier_list(request: LabMemberRequest) -> HttpResponse:
    """Reports of barriers, those waiting first."""
    require(request.viewer, "directory.enter_administration")
    reports = BarrierReport.objects.visible_to(request.viewer).select_related("organisation")
    context = {
        "waiting": reports.open().order_by("answer_by", "public_id"),
        "answered": reports.exclude(answered_on=None).order_by("-answered_on", "public_id")[:30],
    }
    return render(request, "directory/barrier_list.html", context)


@member_required
@require_POST
def barrier_answer(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Note that a report was answered."""
    found = get_object_or_404(BarrierReport.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.answer_for", found.organisation)
    answer_barrier(found, by=request.membership)
    return redirect("directory:barrier_list", request.lab.slug)
