"""Writing a pitfall down, and telling more about it afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lab.accounts.resume import never_kept
from lab.core.access import require
from lab.directory.http import LabMemberRequest, member_required
from lab.knowledge.actions.capture import capture_anonymously, capture_pitfall
from lab.knowledge.claimcodes import in_groups
from lab.knowledge.forms.capture import CaptureForm
from lab.knowledge.models import Visibility
from lab.knowledge.models.contribution import SHARED
from lab.search.foresight import similar


@never_kept
@member_required
@never_cache
@require_http_methods(["GET", "POST"])
def capture(request: LabMemberRequest) -> HttpResponse:
    """Write a pitfall down; an anonymous one is answered with its claim code, once."""
    require(request.viewer, "knowledge.write")
    form = CaptureForm(request.POST or None)
    if not form.is_valid():
        return render(request, "knowledge/capture.html", {"form": form})
    if form.is_anonymous:
        house = request.membership.organisation
        nonce = form.cleaned_data["nonce"]
        code = capture_anonymously(request.lab, house, texts=form.texts, nonce=nonce)
        context = {"code": in_groups(code), "messages": ()}
        return render(request, "knowledge/captured.html", context)
    visibility = form.cleaned_data["visibility"]
    pitfall = capture_pitfall(by=request.membership, visibility=visibility, texts=form.texts)
    messages.success(request, _arrived(visibility))
    return redirect("knowledge:edit_pitfall", request.lab.slug, pitfall.public_id)


def _arrived(visibility: str) -> str:
    if visibility in SHARED:
        return _("It has arrived. An editor from another organisation reads it before it appears.")
    if visibility == Visibility.ORGANISATION:
        return _("Your organisation can read it now.")
    return _("Your draft is kept. Only you see it.")


@member_required
@never_cache
@require_POST
def alike(request: LabMemberRequest) -> HttpResponse:
    """Show what others have already written about the same; nothing typed is kept."""
    form = CaptureForm(request.POST)
    found = similar(request.viewer, form.typed)
    if request.htmx:
        return render(request, "knowledge/_alike.html", {"found": found, "asked": True})
    form = CaptureForm(initial=request.POST.dict())
    context = {"form": form, "found": found, "asked": True}
    return render(request, "knowledge/capture.html", context)
