"""Pages on the way in: asking to join, and accepting an invitation."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lab.accounts.admission import keep_invitation
from lab.directory.actions import accept_invitation, apply
from lab.directory.admission import invitation_for, open_to
from lab.directory.forms import ApplicationForm
from lab.directory.http import LabMemberRequest, posted
from lab.directory.models import Application


def sign_in_and_return(request: LabMemberRequest) -> str:
    """Return the address at which a stranger signs in and then comes back here."""
    return f"{reverse('account_login')}?{urlencode({'next': request.path})}"


@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: LabMemberRequest) -> HttpResponse:
    """Ask to join an organisation that is open to one's confirmed mail address."""
    if not request.user.is_authenticated:
        return render(request, "directory/joining.html", {"sign_in": sign_in_and_return(request)})
    if request.viewer.is_member:
        return redirect("lab_start", request.lab.slug)
    mine = Application.objects.visible_to(request.viewer).open().select_related("organisation")
    waiting = mine.filter(user=request.user, lab=request.lab).first()
    organisations = open_to(request.user, request.lab)
    form = ApplicationForm(posted(request), organisations=organisations)
    if waiting is None and form.is_valid():
        words = form.cleaned_data
        apply(request.lab, words["organisation"], by=request.user, note=words["note"])
        return redirect("directory:joining", request.lab.slug)
    context = {"form": form, "waiting": waiting, "organisations": organisations}
    return render(request, "directory/joining.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: LabMemberRequest, code: str) -> HttpResponse:
    """Show an invitation; only a POST accepts it."""
    found = invitation_for(request.lab, code)
    if request.method == "POST" and found is not None:
        if request.user.is_authenticated:
            accept_invitation(found, by=request.user)
            return redirect("lab_start", request.lab.slug)
        keep_invitation(request, code)
        return redirect("account_signup")
    context = {"invitation": found, "sign_in": sign_in_and_return(request)}
    return render(request, "directory/invitation.html", context, status=200 if found else 404)
