"""Pages for coordinators: who wants to join, who was invited, who is here with which roles."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.core.access import require
from lab.directory.actions import (
    allow_domain,
    decide_application,
    end_membership,
    forbid_domain,
    grant_role,
    invite,
    revoke_role,
    withdraw_invitation,
)
from lab.directory.forms import DomainForm, InvitationForm, RolesForm
from lab.directory.http import LabMemberRequest, member_required, posted
from lab.directory.models import (
    AccessibilityStatement,
    Application,
    BarrierReport,
    Invitation,
    Membership,
    Organisation,
)
from lab.directory.paging import page_by_name
from lab.directory.rules import changeable, grantable


@member_required
@require_safe
def administration(request: LabMemberRequest) -> HttpResponse:
    """Everything that waits for a coordinator."""
    require(request.viewer, "directory.enter_administration")
    viewer = request.viewer
    applications = Application.objects.visible_to(viewer).open().exclude(user=request.user)
    invitations = Invitation.objects.visible_to(viewer).open().select_related("organisation")
    kept = Organisation.objects.visible_to(viewer).answered_for_by(viewer).order_by("name")
    statements = AccessibilityStatement.objects.visible_to(viewer).filter(organisation__in=kept)
    context = {
        "applications": applications.select_related("user", "organisation"),
        "invitations": invitations.order_by("expires_on"),
        "kept": kept.prefetch_related("mail_domains"),
        "due": [one for one in statements.select_related("organisation") if one.is_review_due],
        "barriers": BarrierReport.objects.visible_to(viewer).open().count(),
        "invitable": _invitable(request),
    }
    return render(request, "directory/administration.html", context)


@member_required
@require_safe
def office_members(request: LabMemberRequest) -> HttpResponse:
    """The members a coordinator keeps, with their roles."""
    require(request.viewer, "directory.enter_administration")
    kept = Membership.objects.visible_to(request.viewer).kept_by(request.viewer)
    words = request.GET.get("q", "")[:100]
    page = page_by_name(kept.saying(words), request.GET.get("nach"))
    context = {"page": page, "words": words}
    return render(request, "directory/office_members.html", context)


def _invitable(request: LabMemberRequest) -> list[Organisation]:
    houses = Organisation.objects.visible_to(request.viewer).order_by("name")
    return [one for one in houses if grantable(request.viewer, one.pk)]


@member_required
@require_POST
def decision(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Accept or decline somebody who asks to join."""
    found = get_object_or_404(Application.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.decide_application", found)
    decide_application(
        found, accepted=request.POST.get("outcome") == "accepted", by=request.membership
    )
    return redirect("directory:administration", request.lab.slug)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Invite somebody to an organisation; the answer never tells who has an account."""
    house = get_object_or_404(Organisation.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.invite", house)
    form = InvitationForm(posted(request), grantable=grantable(request.viewer, house.pk))
    if form.is_valid():
        words = form.cleaned_data
        invite(request.lab, house, words["email"], roles=words["roles"], by=request.membership)
        return redirect("directory:administration", request.lab.slug)
    return render(request, "directory/inviting.html", {"form": form, "organisation": house})


@member_required
@require_POST
def withdrawal(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.invite", found.organisation)
    withdraw_invitation(found, by=request.membership)
    return redirect("directory:administration", request.lab.slug)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """Grant roles to a member and take them back."""
    found = get_object_or_404(Membership.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.keep_member", found)
    allowed = changeable(request.viewer, found)
    form = RolesForm(posted(request), grantable=allowed, initial={"roles": sorted(found.roles)})
    if form.is_valid():
        _set_roles(found, set(form.cleaned_data["roles"]), allowed, request.membership)
        return redirect("directory:office_members", request.lab.slug)
    context = {"form": form, "member": found, "allowed": allowed}
    return render(request, "directory/roles.html", context)


def _set_roles(
    member: Membership, wanted: set[str], allowed: frozenset[str], by: Membership
) -> None:
    for role in sorted((wanted - member.roles) & allowed):
        grant_role(member, role, by=by)
    for role in sorted((member.roles - wanted) & allowed):
        revoke_role(member, role, by=by)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """End somebody's membership, after one more question."""
    found = get_object_or_404(Membership.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.keep_member", found)
    if request.method == "POST":
        end_membership(found, by=request.membership)
        return redirect("directory:office_members", request.lab.slug)
    return render(request, "directory/ending.html", {"member": found})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def domains(request: LabMemberRequest, public_id: str) -> HttpResponse:
    """The mail domains whose owners may ask to join; a POST adds one or takes one away."""
    house = get_object_or_404(Organisation.objects.visible_to(request.viewer), public_id=public_id)
    require(request.viewer, "directory.answer_for", house)
    form = DomainForm(posted(request))
    if request.method == "POST" and "remove" in request.POST:
        forbid_domain(house, request.POST["remove"], by=request.membership)
        return redirect(request.path)
    if form.is_valid():
        allow_domain(house, form.cleaned_data["domain"], by=request.membership)
        return redirect(request.path)
    listed = house.mail_domains.order_by("domain")
    context = {"form": form, "organisation": house, "domains": listed}
    return render(request, "directory/domains.html", context)
