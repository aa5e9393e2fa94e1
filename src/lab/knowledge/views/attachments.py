"""Files: added to one's own texts, served as downloads only."""

import urllib.parse

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.core.access import require
from lab.directory.http import LabMemberRequest, LabRequest, member_required
from lab.knowledge.actions.attachments import attach, detach
from lab.knowledge.desk import editable
from lab.knowledge.forms.attachment import AttachmentForm
from lab.knowledge.models import Attachment
from lab.knowledge.views.conflicts import tells_conflicts
from lab.knowledge.views.writing import NOUNS


@require_safe
def attachment(request: LabRequest, public_id: str) -> HttpResponseBase:
    """Send a file as a download, never as a page."""
    seen = Attachment.objects.visible_to(request.viewer)
    found = get_object_or_404(seen, public_id=public_id)
    if found.subject.lab_id != request.lab.pk or not default_storage.exists(found.stored_name):
        raise Http404
    name = f"{slugify(found.title) or 'datei'}.{found.extension}"
    response = FileResponse(
        default_storage.open(found.stored_name),
        as_attachment=True,
        filename=urllib.parse.quote(name),
        content_type=found.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@member_required
@require_http_methods(["GET", "POST"])
@tells_conflicts
def attaching(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Add a file to one's own text."""
    thing = editable(NOUNS[kind], request.viewer, public_id)
    require(request.viewer, "knowledge.attach", thing)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        clean = form.cleaned_data["file"]
        attach(thing, clean, by=request.membership, words=form.words)
        messages.success(request, _("The file is attached, without author, place and time."))
        return redirect(f"knowledge:edit_{thing.kind}", request.lab.slug, public_id)
    return render(request, "knowledge/attaching.html", {"thing": thing, "form": form})


@member_required
@require_POST
def detaching(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Remove a file from one's own text."""
    seen = Attachment.objects.visible_to(request.viewer)
    found = get_object_or_404(seen, public_id=public_id)
    thing = found.subject
    require(request.viewer, "knowledge.attach", thing)
    detach(found, by=request.membership)
    messages.success(request, _("The file is removed."))
    return redirect(f"knowledge:edit_{thing.kind}", request.lab.slug, thing.public_id)
