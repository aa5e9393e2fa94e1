"""What readers say with a tap; GET shows a page that asks, POST says it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lab.core.access import require
from lab.core.pages import render_part
from lab.directory.http import LabMemberRequest, member_required
from lab.knowledge.actions.voices import rate, say, take_back
from lab.knowledge.forms.reading import AdviceForm, StoryForm, TapForm
from lab.knowledge.models import Approach, Pitfall, Tap, Voice
from lab.knowledge.models.voice import person_tag
from lab.knowledge.reading import standing


@member_required
@require_POST
def also_here(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Say or take back that it happened here, too."""
    return _toggle(request, public_id, Voice.Kind.ALSO_HERE)


@member_required
@require_POST
def warned(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Say or take back that it warned us, with a story if one likes."""
    return _toggle(request, public_id, Voice.Kind.WARNED)


@member_required
@require_POST
def advice(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Say how the advice worked."""
    pitfall = _pitfall(request, public_id)
    form = AdviceForm(request.POST)
    if form.is_valid():
        say(pitfall, Voice.Kind.ADVICE, by=request.membership, value=form.cleaned_data["value"])
    return _answer(request, pitfall)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def taps(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Say how an approach looks from here."""
    seen = Approach.objects.visible_to(request.viewer).published().within(request.lab)
    approach = get_object_or_404(seen, public_id=public_id)
    require(request.viewer, "knowledge.speak", approach)
    mine = Tap(person_tag="")
    for tap in approach.taps.filter(person_tag=person_tag(request.membership.user_id, approach)):
        mine = tap
    form = TapForm(request.POST or None, instance=mine)
    if form.is_valid():
        rate(approach, by=request.membership, answers=form.cleaned_data)
        return redirect("knowledge:approach", request.lab.slug, public_id)
    return render(request, "knowledge/taps.html", {"approach": approach, "form": form})


def _pitfall(request: LabMemberRequest, public_id: str) -> Pitfall:
    seen = Pitfall.objects.visible_to(request.viewer).published().within(request.lab)
    pitfall = get_object_or_404(seen, public_id=public_id)
    require(request.viewer, "knowledge.speak", pitfall)
    return pitfall


def _toggle(request: LabMemberRequest, public_id: str, kind: Voice.Kind) -> HttpResponse:
    """Say it, unless the form asks to take it back: a repeated POST changes nothing."""
    pitfall = _pitfall(request, public_id)
    form = StoryForm(request.POST)
    if request.POST.get("zurueck") == "1":
        take_back(pitfall, kind, by=request.membership)
    elif form.is_valid():
        say(pitfall, kind, by=request.membership, story=form.cleaned_data["story"])
    return _answer(request, pitfall)


def _answer(request: LabMemberRequest, pitfall: Pitfall) -> HttpResponse:
    if not request.htmx:
        return redirect("knowledge:pitfall", request.lab.slug, pitfall.public_id)
    pitfall.refresh_from_db(fields=["also_here", "warned"])
    context = {"pitfall": pitfall, "standing": standing(request.viewer, pitfall)}
    return render_part(request, "knowledge/_voices.html", "voices", context)
