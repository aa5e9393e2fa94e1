"""Pages that belong to no single room: the starts, the error pages, the health of the house."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lab.directory.http import LabRequest
from lab.directory.models import Lab
from lab.knowledge.models import Approach, Pitfall


@require_safe
def start(request: LabRequest) -> HttpResponse:
    """Show the labs of this installation; a single one opens at once."""
    labs = list(Lab.objects.visible_to(request.viewer).order_by("name"))
    if len(labs) == 1:
        return redirect("lab_start", labs[0].slug)
    return render(request, "config/start.html", {"labs": labs})


@require_safe
def lab_start(request: LabRequest) -> HttpResponse:
    """Show the start page of a lab: public for strangers, personal for members."""
    viewer = request.viewer
    pitfalls = Pitfall.objects.visible_to(viewer).published().within(request.lab)
    approaches = Approach.objects.visible_to(viewer).published().within(request.lab)
    context: dict[str, object] = {
        "pitfalls": pitfalls.order_by("-publish_on", "-id")[:3],
        "approaches": approaches.order_by("-publish_on", "-id")[:3],
    }
    if not viewer.is_member:
        return render(request, "config/lab_public.html", context)
    context["drafts"] = list(Pitfall.objects.visible_to(viewer).drafts_of(viewer)[:3])
    context["waiting"] = list(Pitfall.objects.for_editors(viewer).within(request.lab)[:3])
    return render(request, "config/lab_member.html", context)


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is up to date (503 otherwise)."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    status = 503 if pending else 200
    return HttpResponse("pending" if pending else "ok", content_type="text/plain", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with a way on."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with a way on."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with a way on."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database."""
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open for too long: nothing typed is lost.

    What came from another site is not offered for sending again.
    """
    own = reason in {REASON_NO_CSRF_COOKIE, REASON_CSRF_TOKEN_MISSING} or "CSRF token" in reason
    return render(request, "403_csrf.html", {"posted": request.POST if own else {}}, status=403)
