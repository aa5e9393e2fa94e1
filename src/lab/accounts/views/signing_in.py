"""Doors for signing in; behind them waits what somebody had typed."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from lab.accounts import resume
from lab.accounts.http import MemberRequest, sign_in_required

View = Callable[..., HttpResponseBase]


def _carrying(view: View, request: HttpRequest) -> HttpResponseBase:
    """Run a step of signing in; afterwards give back what the person had typed."""
    kept = resume.kept_in(request)
    response = view(request)
    if kept is None:
        return response
    if request.user.is_authenticated:
        return resume.give_back(request, kept)
    if getattr(response, "url", "") == reverse("mfa_authenticate"):
        request.method = "GET"
        return mfa.authenticate(request)
    return response


@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in with mail address and password."""
    return _carrying(account.login, request)


@never_cache
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Sign in: the second step."""
    return _carrying(mfa.authenticate, request)


@never_cache
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey."""
    return _carrying(webauthn.login_webauthn, request)


@sign_in_required
@require_safe
def again(request: MemberRequest) -> HttpResponse:
    """Give back what was typed before signing in through a service."""
    kept = resume.opened(request.session.pop(resume.FIELD, ""))
    return resume.give_back(request, kept) if kept else redirect("accounts:home")
