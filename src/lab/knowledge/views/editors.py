"""The editors' desk: read, take detail out, ask, release, look again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.core.access import require
from lab.directory.http import LabMemberRequest, member_required
from lab.knowledge import desk
from lab.knowledge.actions import deidentification, questions, review
from lab.knowledge.actions.release import VALID_FOR
from lab.knowledge.actions.release import release as give_release
from lab.knowledge.forms.desk import (
    MergeForm,
    OwnMarkForm,
    QuestionForm,
    RedactionForm,
    RejectionForm,
    ReleaseForm,
    ReviewForm,
)
from lab.knowledge.models import Approach, Pitfall
from lab.knowledge.passages import texts_of
from lab.knowledge.views.conflicts import tells_conflicts
from lab.search.foresight import similar


@member_required
@require_safe
def editors(request: LabMemberRequest) -> HttpResponse:
    """What waits for editors, and what is due to be looked at again."""
    require(request.viewer, "knowledge.use_desk")
    waiting = desk.queue(request.viewer)
    context = {
        "queue": waiting,
        "mine": sum(row.needs_me and not row.days_left for row in waiting),
        "due": [(desk.slug_of(thing), thing) for thing in desk.due_for_review(request.viewer)],
    }
    return render(request, "knowledge/editors.html", context)


@member_required
@require_safe
def editing(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """One text, with what might give somebody away."""
    require(request.viewer, "knowledge.use_desk")
    thing = desk.find(request.viewer, kind, public_id)
    return _page(request, thing)


@member_required
@require_POST
@tells_conflicts
def release(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Release exactly the text that was shown."""
    require(request.viewer, "knowledge.use_desk")
    thing = desk.find(request.viewer, kind, public_id)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, release_form=form)
    give_release(thing, by=request.membership, revision=form.cleaned_data["revision"])
    thing.refresh_from_db()
    messages.success(request, _standing(thing))
    return redirect("knowledge:editors", request.lab.slug)


def _standing(thing: Pitfall | Approach) -> str:
    if thing.publish_on is None:
        return _("Released for your organisation. One more organisation has to release it.")
    if thing.is_published:
        return _("Released. Others can read it now.")
    return _("Released. It appears on a random day, so that nothing tells when it was written.")


@member_required
@require_POST
@tells_conflicts
def redaction(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Decide about one marked passage."""
    require(request.viewer, "knowledge.use_desk")
    thing = desk.find(request.viewer, kind, public_id)
    form = RedactionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This could not be read. Please try again."))
        return _back(request, thing)
    told = form.cleaned_data
    passage = deidentification.Passage(told["place"], told["words"], told["kind"])
    how: dict[str, Any] = {"by": request.membership, "revision": told["revision"]}
    if told["deed"] == "keep":
        deidentification.keep_passage(thing, passage, **how)
    else:
        deidentification.replace_passage(thing, passage, told["replacement"], **how)
    return _back(request, thing)


@member_required
@require_POST
@tells_conflicts
def own_mark(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Take out a passage the assistant overlooked."""
    require(request.viewer, "knowledge.use_desk")
    thing = desk.find(request.viewer, kind, public_id)
    form = OwnMarkForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, mark_form=form)
    told = form.cleaned_data
    place = next((text.place for text in texts_of(thing) if told["words"] in text.words), "")
    if not place:
        form.add_error("words", _("These words do not stand in the text like this."))
        return _page(request, thing, mark_form=form)
    passage = deidentification.Passage(place, told["words"], told["kind"])
    how: dict[str, Any] = {"by": request.membership, "revision": told["revision"]}
    deidentification.replace_passage(thing, passage, told["replacement"], **how)
    return _back(request, thing)


@member_required
@require_http_methods(["GET", "POST"])
@tells_conflicts
def question(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Ask the author."""
    thing = desk.find(request.viewer, kind, public_id)
    require(request.viewer, "knowledge.use_desk")
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        questions.ask(thing, by=request.membership, text=form.cleaned_data["text"])
        messages.success(request, _("Asked. Until the answer, or for 21 days, nobody decides."))
        return _back(request, thing)
    return _small_page(request, thing, form, "question")


@member_required
@require_http_methods(["GET", "POST"])
@tells_conflicts
def rejection(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Do not publish, and tell the author why."""
    thing = desk.find(request.viewer, kind, public_id)
    require(request.viewer, "knowledge.use_desk")
    form = RejectionForm(request.POST or None)
    if form.is_valid():
        questions.reject(thing, by=request.membership, reason=form.cleaned_data["reason"])
        messages.success(request, _("Not published. The author reads your reason."))
        return redirect("knowledge:editors", request.lab.slug)
    return _small_page(request, thing, form, "rejection")


@member_required
@require_POST
@tells_conflicts
def still_valid(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Say that a published text still holds."""
    thing = desk.find(request.viewer, kind, public_id)
    require(request.viewer, "knowledge.use_desk")
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, review_form=form)
    review.confirm_still_valid(thing, by=request.membership, until=form.cleaned_data["until"])
    messages.success(request, _("Noted: it still holds."))
    return redirect("knowledge:editors", request.lab.slug)


@member_required
@require_POST
@tells_conflicts
def archiving(request: LabMemberRequest, kind: str, public_id: str) -> HttpResponse:
    """Take a published text out of circulation."""
    thing = desk.find(request.viewer, kind, public_id)
    require(request.viewer, "knowledge.use_desk")
    review.archive(thing, by=request.membership)
    messages.success(request, _("Archived. It is no longer shown."))
    return redirect("knowledge:editors", request.lab.slug)


@member_required
@require_POST
@tells_conflicts
def merging(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Let a pitfall live on in another one."""
    thing = desk.find(request.viewer, "stolperfalle", public_id)
    require(request.viewer, "knowledge.use_desk")
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _page(request, thing, merge_form=form)
    readable = Pitfall.objects.visible_to(request.viewer).filter(lab=request.lab)
    into = get_object_or_404(readable, public_id=form.cleaned_data["into"])
    assert isinstance(thing, Pitfall)
    review.merge(thing, into=into, by=request.membership)
    messages.success(request, _("Merged. Whoever looks for it is led to the other text."))
    return redirect("knowledge:pitfall", request.lab.slug, into.public_id)


def _back(request: LabMemberRequest, thing: Pitfall | Approach) -> HttpResponse:
    return redirect("knowledge:editing", request.lab.slug, desk.slug_of(thing), thing.public_id)


def _small_page(
    request: LabMemberRequest, thing: Pitfall | Approach, form: Any, name: str
) -> HttpResponse:
    require(request.viewer, "knowledge.work_on", thing)
    context = {"thing": thing, "kind_slug": desk.slug_of(thing), "form": form}
    return render(request, f"knowledge/{name}.html", context)


def _page(request: LabMemberRequest, thing: Pitfall | Approach, **parts: Any) -> HttpResponse:
    revision = {"revision": thing.revision}
    again = timezone.localdate() + VALID_FOR
    context = {
        "thing": thing,
        "kind_slug": desk.slug_of(thing),
        "desk": desk.lay_out(thing),
        "queue": desk.queue(request.viewer),
        "alike": similar(request.viewer, _whole(thing), exclude=thing),
        "release_form": ReleaseForm(initial=revision),
        "mark_form": OwnMarkForm(initial=revision),
        "review_form": ReviewForm(initial={"until": again}),
        "merge_form": MergeForm(),
        **desk.may_do(request.viewer, thing),
    }
    return render(request, "knowledge/editing.html", context | parts)


def _whole(thing: Pitfall | Approach) -> str:
    return " ".join(text.words for text in texts_of(thing))
