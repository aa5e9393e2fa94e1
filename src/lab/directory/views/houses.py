"""Pages about the lab and its organisations."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lab.core.access import may, require
from lab.directory.actions import add_organisation, change_lab, change_organisation
from lab.directory.forms import LabForm, OrganisationForm
from lab.directory.http import LabMemberRequest, LabRequest, member_required, posted
from lab.directory.models import Membership, Organisation
from lab.directory.models.membership import Role

SHOWN = 30
CONTACTS = (Role.LAB_COORDINATOR, Role.COORDINATOR, Role.EDITOR, Role.STAFF_COUNCIL)


@require_safe
def lab(request: LabRequest) -> HttpResponse:
    """What the lab is for, who takes part, and whom members may ask."""
    organisations = Organisation.objects.visible_to(request.viewer).order_by("partnerships__place")
    people = Membership.objects.visible_to(request.viewer).holding(*CONTACTS)
    context = {
        "organisations": organisations,
        "people": people.select_related("user", "organisation")
        .prefetch_related("grants")
        .by_name(),
        "may_edit": may(request.viewer, "directory.edit_lab"),
    }
    return render(request, "directory/lab.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def lab_editing(request: LabMemberRequest) -> HttpResponse:
    """Change name and purpose of the lab."""
    require(request.viewer, "directory.edit_lab")
    initial = {"name": request.lab.name, "purpose": request.lab.purpose}
    form = LabForm(posted(request), initial=initial)
    if form.is_valid():
        change_lab(request.lab, form.cleaned_data, by=request.membership)
        return redirect("directory:lab", request.lab.slug)
    return render(request, "directory/lab_editing.html", {"form": form})


@require_safe
def organisation_list(request: LabRequest) -> HttpResponse:
    """All organisations of the lab: who takes part is public."""
    organisations = Organisation.objects.visible_to(request.viewer).order_by("partnerships__place")
    may_add = may(request.viewer, "directory.add_organisation")
    context = {"organisations": organisations, "may_add": may_add}
    return render(request, "directory/organisation_list.html", context)


@require_safe
def organisation(request: LabRequest, public_id: str) -> HttpResponse:
    """One organisation; its members are shown to members only."""
    found = get_object_or_404(Organisation.objects.visible_to(request.viewer), public_id=public_id)
    people = Membership.objects.visible_to(request.viewer).filter(organisation=found)
    rows = people.select_related("user", "organisation").prefetch_related("grants").by_name()
    context = {
        "organisation": found,
        "people": rows[:SHOWN],
        "may_edit": may(request.viewer, "directory.answer_for", found),
    }
    return render(request, "directory/organisation.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_editing(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Change what the directory says about an organisation."""
    found = get_object_or_404(Organisation.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.answer_for", found)
    form = OrganisationForm(posted(request), initial=_values(found))
    if form.is_valid():
        change_organisation(found, form.cleaned_data, by=request.membership)
        return redirect("directory:organisation", request.lab.slug, found.public_id)
    context = {"form": form, "organisation": found}
    return render(request, "directory/organisation_editing.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_adding(request: LabMemberRequest) -> HttpResponse:
    """Let another organisation take part in the lab."""
    require(request.viewer, "directory.add_organisation")
    form = OrganisationForm(posted(request))
    if form.is_valid():
        found = form.save(commit=False)
        add_organisation(request.lab, found, by=request.membership)
        return redirect("directory:organisation", request.lab.slug, found.public_id)
    return render(request, "directory/organisation_editing.html", {"form": form})


def _values(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in OrganisationForm.Meta.fields}
