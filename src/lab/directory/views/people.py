"""Pages about members: who they are and what they tell about themselves, never what they do."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lab.core.pages import render_part
from lab.directory.actions import leave
from lab.directory.forms import PeopleFilter, ProfileForm
from lab.directory.http import LabMemberRequest, member_required, posted
from lab.directory.models import Membership, Organisation, Profile
from lab.directory.paging import page_by_name


@member_required
@require_safe
def member_list(request: LabMemberRequest) -> HttpResponse:
    """Members of the lab, found by organisation and words."""
    organisations = Organisation.objects.visible_to(request.viewer).order_by("name")
    form = PeopleFilter(request.GET, organisations=organisations)
    people = Membership.objects.visible_to(request.viewer)
    if form.is_valid():
        people = people.saying(form.cleaned_data["q"])
        if form.cleaned_data["organisation"]:
            people = people.filter(organisation=form.cleaned_data["organisation"])
    context = {"form": form, "page": page_by_name(people, request.GET.get("nach"))}
    return render_part(request, "directory/member_list.html", "rows", context)


@member_required
@require_safe
def member(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """The profile of one member."""
    people = Membership.objects.visible_to(request.viewer)
    people = people.select_related("user__profile", "organisation").prefetch_related("grants")
    found = get_object_or_404(people, public_id=public_id)
    return render(request, "directory/member.html", {"member": found})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_profile(request: LabMemberRequest) -> HttpResponse:
    """Tell about oneself, or take it back by emptying the fields."""
    mine = Profile.objects.visible_to(request.viewer).filter(user=request.user).first()
    form = ProfileForm(posted(request), instance=mine or Profile(user=request.user))
    if form.is_valid():
        form.save()
        return redirect("directory:member", request.lab.slug, request.membership.public_id)
    return render(request, "directory/own_profile.html", {"form": form})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: LabMemberRequest) -> HttpResponse:
    """Leave the organisation in this lab, after one more question."""
    if request.method == "POST":
        leave(request.membership, by=request.membership)
        return redirect("lab_start", request.lab.slug)
    return render(request, "directory/leaving.html", {})
