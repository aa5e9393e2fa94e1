"""Reading approaches."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lab.core.access import may
from lab.core.pages import page_after, render_part
from lab.directory.http import LabRequest
from lab.knowledge.forms.reading import Narrowing
from lab.knowledge.models import Approach, Pitfall
from lab.knowledge.models.approach import Maturity
from lab.knowledge.reading import readiness, tap_means


@require_safe
def approach_list(request: LabRequest) -> HttpResponse:
    """All published approaches this viewer may read, newest first."""
    form = Narrowing(request.GET, "reife", _("Maturity"), Maturity)
    seen = Approach.objects.visible_to(request.viewer).published().within(request.lab)
    page = page_after(form.of(seen, "maturity"), request.GET.get("nach"), keys=("publish_on", "id"))
    context = {"page": page, "form": form, "section": "approaches"}
    return render_part(request, "knowledge/approach_list.html", "rows", context)


@require_safe
def approach(request: LabRequest, public_id: str) -> HttpResponse:
    """One approach: what it solves, how it is done, what it needs, where it does not work."""
    seen = (
        Approach.objects.visible_to(request.viewer)
        .within(request.lab)
        .select_related("author__user", "predecessor")
    )
    found = get_object_or_404(
        seen.prefetch_related("themes", "attachments", "versions"), public_id=public_id
    )
    pitfalls = Pitfall.objects.visible_to(request.viewer).published().within(request.lab)
    context = {
        "approach": found,
        "readiness": readiness(
            found, has_template=any(file.is_editable for file in found.attachments.all())
        ),
        "pitfalls": list(pitfalls.filter(approaches=found)),
        "means": tap_means(found) if request.viewer.is_member else [],
        "may_edit": may(request.viewer, "knowledge.edit", found),
    }
    return render(request, "knowledge/approach.html", context)


@require_safe
def versions(request: LabRequest, public_id: str) -> HttpResponse:
    """The earlier texts of an approach, newest first."""
    seen = Approach.objects.visible_to(request.viewer).within(request.lab)
    found = get_object_or_404(seen.prefetch_related("versions"), public_id=public_id)
    return render(request, "knowledge/versions.html", {"approach": found})
