"""Reading pitfalls."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lab.core.access import may, require
from lab.core.pages import page_after, render_part
from lab.directory.http import LabMemberRequest, LabRequest, member_required
from lab.knowledge.actions.examples import show_examples
from lab.knowledge.forms.reading import Narrowing
from lab.knowledge.models import Approach, Pitfall
from lab.knowledge.models.pitfall import Severity
from lab.knowledge.reading import standing


@require_safe
def pitfall_list(request: LabRequest) -> HttpResponse:
    """All published pitfalls this viewer may read, newest first."""
    form = Narrowing(request.GET, "schwere", _("How bad?"), Severity)
    seen = Pitfall.objects.visible_to(request.viewer).published().within(request.lab)
    page = page_after(form.of(seen, "severity"), request.GET.get("nach"), keys=("publish_on", "id"))
    context = {"page": page, "form": form, "section": "pitfalls"}
    return render_part(request, "knowledge/pitfall_list.html", "rows", context)


@require_safe
def pitfall(request: LabRequest, public_id: str) -> HttpResponse:
    """One pitfall, with what readers say about it."""
    seen = (
        Pitfall.objects.visible_to(request.viewer)
        .within(request.lab)
        .select_related("author__user", "merged_into")
    )
    found = get_object_or_404(seen.prefetch_related("themes", "attachments"), public_id=public_id)
    approaches = Approach.objects.visible_to(request.viewer).published()
    context = {
        "pitfall": found,
        "approaches": list(approaches.within(request.lab).filter(pitfalls=found)),
        "standing": standing(request.viewer, found),
        "may_edit": may(request.viewer, "knowledge.edit", found),
    }
    return render(request, "knowledge/pitfall.html", context)


@member_required
@require_POST
def examples(request: LabMemberRequest) -> HttpResponse:
    """Show or hide the examples for the whole lab."""
    require(request.viewer, "knowledge.hide_examples")
    show_examples(request.lab, shown=request.POST.get("zeigen") == "1", by=request.membership)
    return redirect("knowledge:pitfall_list", request.lab.slug)
