"""Doors of the account: its page, devices, passkeys, data, farewell."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lab.accounts import actions
from lab.accounts.export import archive
from lab.accounts.forms.account import DeviceForm, FarewellForm, NameForm, PasskeyNameForm
from lab.accounts.http import MemberRequest, sign_in_required, sure_required
from lab.accounts.models import Session
from lab.accounts.sections import sections
from lab.accounts.sessions import row_key
from lab.core import mail
from lab.core.pseudonyms import tag

form_page = require_http_methods(["GET", "HEAD", "POST"])


@sign_in_required
@form_page
def home(request: MemberRequest) -> HttpResponse:
    """Show the account; change the name."""
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:home")
    context = {
        "form": form,
        "sections": sections(request),
        "factors": request.user.authenticator_set.exists(),
        "services": request.user.socialaccount_set.exists(),
        "devices": request.user.sessions.count(),
    }
    return render(request, "accounts/home.html", context)


@sign_in_required
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """List the devices that are signed in: first day and self-given name."""
    rows = request.user.sessions.order_by("-started_on", "public_id")
    context = {"rows": rows, "own": row_key(request.session.session_key or "")}
    return render(request, "accounts/sessions.html", context)


@sign_in_required
@form_page
def session(request: MemberRequest, public_id: str) -> HttpResponse:
    """Name a device."""
    row = get_object_or_404(Session, user=request.user, public_id=public_id)
    form = DeviceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("accounts:sessions")
    return render(request, "accounts/session.html", {"row": row, "form": form})


@sign_in_required
@require_POST
def session_end(request: MemberRequest, public_id: str) -> HttpResponse:
    """Sign a device out."""
    row = request.user.sessions.filter(public_id=public_id).first()
    if row is not None and row.pk == row_key(request.session.session_key or ""):
        logout(request)
        return redirect("account_login")
    if row is not None:
        actions.end_session(row)
    messages.success(request, _("The device is signed out."))
    return redirect("accounts:sessions")


@sign_in_required
@require_POST
def sessions_end(request: MemberRequest) -> HttpResponse:
    """Sign all other devices out."""
    actions.end_other_sessions(request.user, but=row_key(request.session.session_key or ""))
    messages.success(request, _("All other devices are signed out."))
    return redirect("accounts:sessions")


def _own_passkey(request: MemberRequest, mark: str) -> Authenticator:
    own: Iterable[Authenticator] = request.user.authenticator_set.filter(
        type=Authenticator.Type.WEBAUTHN
    )
    found = [factor for factor in own if tag("passkey", factor.pk) == mark]
    if not found:
        raise Http404
    return found[0]


@sure_required
@form_page
def passkey(request: MemberRequest, mark: str) -> HttpResponse:
    """Name a passkey."""
    found = _own_passkey(request, mark)
    form = PasskeyNameForm(request.POST or None, initial={"name": found.wrap().name})
    if request.method == "POST" and form.is_valid():
        flows.rename_authenticator(request, found, form.cleaned_data["name"])
        return redirect("mfa_index")
    return render(request, "accounts/passkey.html", {"form": form, "mark": mark})


@sure_required
@form_page
def passkey_removal(request: MemberRequest, mark: str) -> HttpResponse:
    """Remove a passkey."""
    found = _own_passkey(request, mark)
    if request.method == "POST":
        flows.remove_authenticator(request, found)
        return redirect("mfa_index")
    return render(request, "accounts/passkey_removal.html", {"name": found.wrap().name})


@sure_required
@require_safe
def export(request: MemberRequest) -> HttpResponse:
    """Hand out everything we keep about the person."""
    response = HttpResponse(archive(request.user), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="meine-daten.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


@sure_required
@form_page
def farewell(request: MemberRequest) -> HttpResponse:
    """Delete the account, after a clear yes."""
    form = FarewellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user, address = request.user, request.user.email
        actions.delete_account(user)
        logout(request)
        mail.send("accounts/mail/deleted.txt", address, {"name": str(user)})
        return redirect("accounts:gone")
    return render(request, "accounts/farewell.html", {"form": form})


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Say that the account is deleted."""
    return render(request, "accounts/gone.html")
