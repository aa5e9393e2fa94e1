"""Changing pitfalls and approaches, writing approaches, and withdrawing what one wrote."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lab.core.access import Conflict, may, require
from lab.directory.http import LabMemberRequest, member_required
from lab.knowledge.actions.editing import Draft, edit, write_approach
from lab.knowledge.actions.questions import answer
from lab.knowledge.actions.versions import continue_as_own
from lab.knowledge.actions.withdrawal import withdraw
from lab.knowledge.desk import editable
from lab.knowledge.differences import differences
from lab.knowledge.forms.approach import ApproachForm, steps_form, steps_of
from lab.knowledge.forms.claim import AnswerForm, WithdrawalForm
from lab.knowledge.forms.pitfall import PitfallForm
from lab.knowledge.models import Approach, Pitfall
from lab.knowledge.views.conflicts import tells_conflicts

STANDING = {
    "draft": gettext_lazy("Kept as a draft. Only you see it."),
    "review": gettext_lazy("Kept. Editors read it before others do."),
    "published": gettext_lazy("Kept, and others can read it."),
}
NOUNS: dict[str, type[Pitfall] | type[Approach]] = {"stolperfallen": Pitfall, "ansaetze": Approach}


@member_required
@require_http_methods(["GET", "POST"])
def edit_pitfall(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Tell more about a pitfall, or change it."""
    pitfall = editable(Pitfall, request.viewer, public_id)
    require(request.viewer, "knowledge.edit", pitfall)
    form = _pitfall_form(request, pitfall, request.POST or None)
    if not form.is_valid():
        return _edit_page(request, pitfall, form=form)
    told = form.cleaned_data
    draft = Draft(fields=form.changes, themes=told["themes"], avoided_by=told["avoided_by"])
    try:
        edit(pitfall, draft, by=request.membership, revision=told["revision"])
    except Conflict as conflict:
        fresh = _pitfall_form(request, pitfall, _again(request, pitfall))
        return _too_late(request, pitfall, fresh, conflict)
    return _kept(request, pitfall)


@member_required
@require_http_methods(["GET", "POST"])
def new_approach(request: LabMemberRequest) -> HttpResponse:
    """Write an approach."""
    require(request.viewer, "knowledge.write")
    blank = Approach(lab=request.lab, revision=0)
    is_ready = "hand_in" in request.POST
    form = ApproachForm(request.POST or None, thing=blank, is_ready=is_ready)
    steps = steps_form(request.POST or None, blank)
    if not _complete(form, steps):
        return _edit_page(request, blank, form=form, steps=steps)
    approach = write_approach(_draft(form, steps), by=request.membership)
    return _kept(request, approach)


@member_required
@require_http_methods(["GET", "POST"])
def edit_approach(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Change an approach; what others already read stays as a version."""
    approach = editable(Approach, request.viewer, public_id)
    require(request.viewer, "knowledge.edit", approach)
    form, steps = _approach_forms(request, approach, request.POST or None)
    if not _complete(form, steps):
        return _edit_page(request, approach, form=form, steps=steps)
    revision = form.cleaned_data["revision"]
    try:
        edit(approach, _draft(form, steps), by=request.membership, revision=revision)
    except Conflict as conflict:
        form, steps = _approach_forms(request, approach, _again(request, approach))
        return _too_late(request, approach, form, conflict, steps=steps)
    return _kept(request, approach)


@member_required
@require_POST
def continue_approach(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Begin an own version of somebody's approach."""
    seen = Approach.objects.visible_to(request.viewer).filter(lab=request.lab)
    approach = get_object_or_404(seen, public_id=public_id)
    require(request.viewer, "knowledge.continue", approach)
    own = continue_as_own(approach, by=request.membership)
    return redirect("knowledge:edit_approach", request.lab.slug, own.public_id)


@member_required
@require_POST
@tells_conflicts
def answer_question(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Answer a question of the editors, as the signed author."""
    thing = editable(NOUNS[kind], request.viewer, public_id)
    require(request.viewer, "knowledge.own", thing)
    form = AnswerForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        answer(thing, words["question"], by=request.membership, text=words["answer"])
        messages.success(request, _("The editors have your answer."))
    else:
        messages.error(request, _("The answer was empty or too long. Nothing was sent."))
    return redirect(f"knowledge:edit_{thing.kind}", request.lab.slug, public_id)


@member_required
@require_http_methods(["GET", "POST"])
def withdrawal(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Withdraw what one wrote, for good."""
    thing = editable(NOUNS[kind], request.viewer, public_id)
    require(request.viewer, "knowledge.own", thing)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        withdraw(thing, by=request.membership)
        messages.success(request, _("Withdrawn. Nothing of it is left here."))
        return redirect(f"knowledge:{thing.kind}_list", request.lab.slug)
    return render(request, "knowledge/withdrawal.html", {"thing": thing, "form": form})


def _pitfall_form(request: LabMemberRequest, pitfall: Pitfall, data: Any) -> PitfallForm:
    readable = Approach.objects.visible_to(request.viewer).published().within(request.lab)
    is_own = may(request.viewer, "knowledge.own", pitfall)
    return PitfallForm(data, thing=pitfall, with_audience=is_own, readable=readable)


def _complete(form: ApproachForm, steps: Any) -> bool:
    """Are form and steps valid, and is there a step when others are to read it?"""
    if not (form.is_valid() & steps.is_valid()):
        return False
    if form.is_ready and not steps_of(steps):
        form.add_error(None, _("Please describe at least one step."))
        return False
    return True


def _approach_forms(
    request: LabMemberRequest, approach: Approach, data: Any
) -> tuple[ApproachForm, Any]:
    is_own = may(request.viewer, "knowledge.own", approach)
    is_ready = "hand_in" in request.POST or not is_own
    form = ApproachForm(data, thing=approach, is_ready=is_ready, with_audience=is_own)
    return form, steps_form(data, approach)


def _draft(form: ApproachForm, steps: Any) -> Draft:
    return Draft(
        fields={**form.changes, "steps": steps_of(steps)},
        themes=form.cleaned_data["themes"],
        note=form.cleaned_data.get("note", ""),
        is_ready=form.is_ready,
    )


def _again(request: LabMemberRequest, thing: Pitfall | Approach) -> Any:
    """Return what was typed, to be sent again on top of the present text."""
    thing.refresh_from_db()
    data = request.POST.copy()
    data["revision"] = str(thing.revision)
    return data


def _too_late(
    request: LabMemberRequest, thing: Any, form: Any, conflict: Conflict, **parts: Any
) -> HttpResponse:
    """Show both texts side by side; nothing is lost and nothing overwritten."""
    form.is_valid()
    steps = parts.get("steps")
    typed = steps_of(steps) if steps is not None and steps.is_valid() else None
    told = {"conflict": str(conflict), "differences": differences(thing, form, typed)}
    return _edit_page(request, thing, status=409, form=form, **told, **parts)


def _edit_page(
    request: LabMemberRequest, thing: Any, *, status: int = 200, **parts: Any
) -> HttpResponse:
    is_new = thing._state.adding
    context = {
        "thing": thing,
        "is_new": is_new,
        "is_own": is_new or may(request.viewer, "knowledge.own", thing),
        "questions": [] if is_new else list(thing.questions.select_related("organisation")),
        "rejection": None if is_new else thing.rejections.first(),
        "answer_form": AnswerForm(),
        "may_attach": not is_new and may(request.viewer, "knowledge.attach", thing),
        "files": [] if is_new else list(thing.attachments.order_by("added_on", "pk")),
    }
    return render(request, f"knowledge/edit_{thing.kind}.html", context | parts, status=status)


def _kept(request: LabMemberRequest, thing: Pitfall | Approach) -> HttpResponse:
    """Say where the text stands now and lead to it."""
    thing.refresh_from_db()
    messages.success(request, STANDING.get(thing.state, STANDING["published"]))
    if may(request.viewer, "knowledge.own", thing):
        return redirect(thing)
    return redirect("knowledge:editors", request.lab.slug)
