"""Pages of comments and reports."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.core.access import may, require
from lab.core.throttle import too_many
from lab.directory.http import LabMemberRequest, LabRequest, member_required, posted
from lab.discussions.actions import comment_on, decide, delete_comment, hide, report
from lab.discussions.forms import CommentForm, ReportForm
from lab.discussions.models import Comment, Report
from lab.discussions.things import thing_for

REPORTS_AN_HOUR = 20


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: LabMemberRequest, word: str, public_id: str) -> HttpResponse:
    """All comments on a thing; a POST adds one."""
    thing = thing_for(request.viewer, word, public_id, to_comment=True)
    require(request.viewer, "discussions.comment")
    form = CommentForm(posted(request))
    if form.is_valid():
        words = form.cleaned_data
        made = comment_on(
            thing,
            words["text"],
            by=request.membership,
            kind=words["kind"],
            signature=words["signature"],
        )
        return redirect(made)
    context = {"thing": thing, "form": form}
    return render(request, "discussions/comments.html", context)


@member_required
@require_POST
def comment_deletion(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Take one's own comment back."""
    found = get_object_or_404(Comment.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "discussions.delete_comment", found)
    delete_comment(found, by=request.membership)
    return redirect(found.get_absolute_url().partition("#")[0])


@require_http_methods(["GET", "HEAD", "POST"])
def reporting(request: LabRequest, word: str, public_id: str) -> HttpResponse:
    """Say that something should not be seen; whoever sees it may, also without an account."""
    thing = thing_for(request.viewer, word, public_id)
    form = ReportForm(posted(request))
    context = {"form": form, "thing": thing, "is_comment": isinstance(thing, Comment)}
    if not form.is_valid():
        return render(request, "discussions/reporting.html", context)
    if too_many("report", get_adapter().get_client_ip(request), limit=REPORTS_AN_HOUR):
        return render(request, "discussions/reporting.html", context | {"busy": True}, status=429)
    report(thing, form.cleaned_data["reason"])
    return redirect(f"{request.path}eingang/")


@require_safe
def reported(request: LabRequest, word: str, public_id: str) -> HttpResponse:
    """Say what happens next with a report."""
    return render(request, "discussions/reported.html", {})


@member_required
@require_safe
def report_list(request: LabMemberRequest) -> HttpResponse:
    """Reports that wait for editors, oldest first, and the last ones decided."""
    require(request.viewer, "discussions.read_reports")
    found = Report.objects.visible_to(request.viewer).prefetch_related("thing")
    found = found.select_related("hidden_by__organisation", "hidden_by__user")
    waiting = list(found.open().order_by("reported_on", "public_id")[:50])
    context = {
        "waiting": [(row, may(request.viewer, "discussions.decide", row)) for row in waiting],
        "decided": found.exclude(outcome="").order_by("-decided_on", "public_id")[:20],
    }
    return render(request, "discussions/report_list.html", context)


@member_required
@require_POST
def hiding(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Hide the reported thing at once."""
    found = get_object_or_404(Report.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "discussions.hide", found)
    hide(found, by=request.membership)
    return redirect("discussions:report_list", request.lab.slug)


@member_required
@require_POST
def decision(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Decide whether the thing stays hidden: another person than the one who hid it."""
    found = get_object_or_404(Report.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "discussions.decide", found)
    decide(found, shown=request.POST.get("outcome") == "shown", by=request.membership)
    return redirect("discussions:report_list", request.lab.slug)
