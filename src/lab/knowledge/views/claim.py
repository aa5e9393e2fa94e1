"""My code: what an anonymous author sees and does. Public pages; the code travels by POST only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lab.core.access import Conflict
from lab.directory.http import LabRequest
from lab.knowledge.actions.claim import (
    answer_anonymously,
    change_anonymously,
    find_by_code,
    withdraw_anonymously,
)
from lab.knowledge.forms.claim import AnswerForm, CodeForm, WithdrawalForm
from lab.knowledge.forms.pitfall import PitfallForm
from lab.knowledge.models import Pitfall

QUIET: dict[str, Any] = {"messages": ()}


@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: LabRequest) -> HttpResponse:
    """Ask for the code, and show what it opens."""
    pitfall = _opened(request)
    if pitfall is not None:
        return _claimed(request, pitfall)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        form.add_error("code", _("No text belongs to this code. It may have been withdrawn."))
    return render(request, "knowledge/claim.html", {"form": form, **QUIET})


@never_cache
@require_POST
def claim_answer(request: LabRequest) -> HttpResponse:
    """Answer a question of the editors."""
    pitfall = _opened(request)
    if pitfall is None:
        return claim(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _claimed(request, pitfall, answer_form=form)
    question, answer = form.cleaned_data["question"], form.cleaned_data["answer"]
    answer_anonymously(pitfall, question, answer=answer)
    return _claimed(request, pitfall, notice=_("The editors have your answer."))


@never_cache
@require_POST
def claim_change(request: LabRequest) -> HttpResponse:
    """Change the text before it is released."""
    pitfall = _opened(request)
    if pitfall is None:
        return claim(request)
    form = PitfallForm(request.POST, thing=pitfall)
    if not form.is_valid():
        return _claimed(request, pitfall, form=form)
    try:
        changed = change_anonymously(
            pitfall,
            revision=form.cleaned_data["revision"],
            changes=form.changes,
            themes=form.cleaned_data["themes"],
        )
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return _claimed(request, pitfall, form=form, status=409)
    return _claimed(request, changed, notice=_("Your text is changed; the editors read it anew."))


@never_cache
@require_POST
def claim_withdraw(request: LabRequest) -> HttpResponse:
    """Withdraw the text for good."""
    pitfall = _opened(request)
    if pitfall is None:
        return claim(request)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _claimed(request, pitfall, withdrawal_form=form)
    withdraw_anonymously(pitfall)
    return render(request, "knowledge/withdrawn.html", QUIET)


def _opened(request: LabRequest) -> Pitfall | None:
    return find_by_code(request.lab, request.POST.get("code", ""))


def _claimed(
    request: HttpRequest, pitfall: Pitfall, *, status: int = 200, **parts: Any
) -> HttpResponse:
    """Show the text with its questions, and what the code allows."""
    pitfall.refresh_from_db()
    context = {
        "pitfall": pitfall,
        "code": request.POST.get("code", ""),
        "questions": pitfall.questions.select_related("organisation").order_by("asked_on", "pk"),
        "rejection": pitfall.rejections.select_related("organisation").first(),
        "releases": pitfall.releases.valid().select_related("organisation").order_by("on"),
        "may_change": pitfall.publish_on is None and pitfall.archived_on is None,
        "answer_form": AnswerForm(),
        "withdrawal_form": WithdrawalForm(),
        "form": PitfallForm(thing=pitfall),
        **QUIET,
    }
    return render(request, "knowledge/claimed.html", context | parts, status=status)
