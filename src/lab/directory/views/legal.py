"""Legal pages of an organisation, at the root of the installation and inside a lab."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from lab.core.audience import Viewer
from lab.core.markdown import render as render_markdown
from lab.core.throttle import too_many
from lab.directory.actions import report_barrier
from lab.directory.enforcement import enforcement_body
from lab.directory.forms import BarrierForm
from lab.directory.http import LabRequest, posted
from lab.directory.models import AccessibilityStatement, Lab, LegalPage, Organisation

SALT = "lab.directory.receipt"
REPORTS_AN_HOUR = 20
GOOD_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Answering:
    """Who answers for the page asked for, and who else might."""

    viewer: Viewer
    organisation: Organisation | None
    labs: list[Lab]
    slug: str = ""

    @property
    def others(self) -> list[Organisation]:
        """Return the other organisations of the lab."""
        if self.viewer.lab_id is None:
            return []
        houses = Organisation.objects.visible_to(self.viewer).order_by("name")
        return [one for one in houses if one != self.organisation]


def answering(request: LabRequest, public_id: str) -> Answering:
    """Find the organisation named, or else the host of the lab or of the only lab."""
    labs = [] if hasattr(request, "lab") else list(_labs(request))
    lab = request.lab if hasattr(request, "lab") else (labs[0] if len(labs) == 1 else None)
    if lab is None:
        return Answering(request.viewer, None, labs)
    viewer = Viewer(lab_id=lab.pk)
    houses = Organisation.objects.visible_to(viewer)
    if public_id:
        house = get_object_or_404(houses, public_id=public_id)
        return Answering(viewer, house, [], lab.slug)
    host = lab.host or houses.order_by("partnerships__place").first()
    return Answering(viewer, host, [], lab.slug)


def _labs(request: LabRequest) -> list[Lab]:
    found = (
        Lab.objects.visible_to(request.viewer)
        .select_related("host")
        .prefetch_related("organisations")
    )
    return list(found.order_by("name"))


@require_safe
def text_page(request: LabRequest, kind: str, public_id: str = "") -> HttpResponse:
    """A page of text; where none was written yet the page says so."""
    answer = answering(request, public_id)
    pages = LegalPage.objects.visible_to(answer.viewer).filter(kind=kind)
    page = pages.filter(organisation=answer.organisation).first()
    context = {
        "answering": answer,
        "title": LegalPage.Kind(kind).label,
        "kind": kind,
        "page": page,
        "text": render_markdown(page.text) if page else "",
        "contact": settings.LAB_CONTACT,
        "here": kind,
    }
    return render(request, "directory/legal_page.html", context)


@require_safe
def statement(request: LabRequest, public_id: str = "") -> HttpResponse:
    """The accessibility statement with all its parts."""
    answer = answering(request, public_id)
    statements = AccessibilityStatement.objects.visible_to(answer.viewer)
    found = statements.filter(organisation=answer.organisation).first()
    context = {
        "answering": answer,
        "statement": found,
        "barriers": render_markdown(found.barriers) if found else "",
        "how_to_reach": render_markdown(found.contact) if found else "",
        "body": enforcement_body(answer.organisation) if answer.organisation else None,
        "contact": settings.LAB_CONTACT,
        "here": "accessibility",
    }
    return render(request, "directory/statement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def barrier(request: LabRequest, public_id: str = "") -> HttpResponse:
    """Report a barrier: without an account, without script, with a receipt."""
    answer = answering(request, public_id)
    if "beleg" in request.GET:
        return render(request, "directory/receipt.html", _receipt(request.GET["beleg"]))
    form = BarrierForm(posted(request), initial={"page": request.GET.get("seite", "")[:300]})
    context = {
        "answering": answer,
        "form": form,
        "contact": settings.LAB_CONTACT,
        "here": "barrier",
    }
    if answer.organisation is None or not form.is_valid():
        return render(request, "directory/barrier.html", context)
    if too_many("barrier", get_adapter().get_client_ip(request), limit=REPORTS_AN_HOUR):
        context["busy"] = True
        return render(request, "directory/barrier.html", context, status=429)
    report = report_barrier(answer.organisation, **form.cleaned_data)
    words = [report.public_id, report.answer_by.isoformat(), answer.organisation.name]
    receipt = signing.dumps(words, salt=SALT)
    return redirect(f"{request.path}?beleg={receipt}")


def _receipt(sealed: str) -> dict[str, object]:
    try:
        number, day, name = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    return {"number": number, "answer_by": parse_date(day), "name": name}


@require_safe
def security(request: LabRequest) -> HttpResponse:
    """security.txt: whom to tell about a weakness."""
    contact = settings.LAB_CONTACT or settings.DEFAULT_FROM_EMAIL
    if "://" not in contact:
        contact = f"mailto:{contact.removeprefix('mailto:')}"
    expires = (timezone.now() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.LAB_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
