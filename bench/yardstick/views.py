"""One page from three queries, and one POST that inserts."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bench.yardstick.models import Lab, Pitfall, Theme, Voice


def pitfalls(request: HttpRequest, slug: str) -> HttpResponse:
    lab = get_object_or_404(Lab, slug=slug)
    today = datetime.date.today()  # noqa: DTZ011 - as a bare project would
    rows = Pitfall.objects.filter(
        lab=lab, publish_on__lte=today, is_hidden=False, archived_on=None
    ).select_related("organisation")
    context = {
        "rows": rows.order_by("-publish_on", "-id")[:20],
        "themes": Theme.objects.filter(is_free=False).order_by("name"),
        "lab": lab,
    }
    return render(request, "pitfalls.html", context)


@require_POST
def confirm(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    pitfall = get_object_or_404(Pitfall, public_id=public_id)
    Voice.objects.create(
        pitfall=pitfall,
        kind="also_here",
        person_tag=request.POST["person"],
        organisation_tag=request.POST["organisation"],
    )
    return redirect("pitfalls", slug)
