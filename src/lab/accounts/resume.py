"""Typed text survives an expired session: the page that asks to sign in carries it, signed.

Nothing is stored on the server (a sign-in service needs one detour through the sealed session).
Never for views marked ``never_kept``, never files, never passwords, never more than 200,000 signs.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from allauth.account.forms import LoginForm
from allauth.account.internal.templatekit import get_entrance_context_data
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.module_loading import import_string

V = TypeVar("V", bound=Callable[..., Any])
SALT = "lab.accounts.resume"
FIELD = "kept"
MOST = 200_000
MAX_AGE = 2 * 3600


class Kept(NamedTuple):
    """A form that was sent without a session: where to, and what it said."""

    path: str
    fields: list[tuple[str, str]]


def never_kept(view: V) -> V:
    """Mark a view whose form is never carried through the sign-in page (anonymous capture)."""
    vars(view)["never_kept"] = True
    return view


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead a stranger to the sign-in page and from there back, with what they typed."""
    if request.method != "POST":
        return _go_and_sign_in(request)
    box = _pack(request)
    form = import_string(settings.ACCOUNT_FORMS["login"])(request=request)
    assert isinstance(form, LoginForm)
    context = {
        **get_entrance_context_data(request),
        "form": form,
        "kept": box,
        "lost": not box,
        "expired": True,
        "redirect_field_value": request.get_full_path(),
    }
    response = render(request, "account/login.html", context, status=401)
    response.headers["Cache-Control"] = "no-store"
    if request.headers.get("HX-Request"):
        response.status_code = 200
        response.headers["HX-Retarget"] = "body"
    return response


def _go_and_sign_in(request: HttpRequest) -> HttpResponseBase:
    if not request.headers.get("HX-Request"):
        return redirect_to_login(request.get_full_path())
    response = HttpResponse(status=200)
    response.headers["HX-Redirect"] = settings.LOGIN_URL
    return response


def _pack(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None and getattr(match.func, "never_kept", False):
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", FIELD} and "password" not in name
        if isinstance(value, str)
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return ""
    return signing.dumps([request.get_full_path(), fields], salt=SALT, compress=True)


def kept_in(request: HttpRequest) -> Kept | None:
    """Return what the posted page carries, if it is ours and not too old."""
    return opened(request.POST.get(FIELD, ""))


def opened(box: str) -> Kept | None:
    """Return what the signed box holds, if it is ours and not too old."""
    try:
        path, fields = signing.loads(box, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Kept(path, [(str(name), str(value)) for name, value in fields])


def give_back(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Show what the person typed, ready to be sent again."""
    response = render(request, "accounts/resume.html", {"kept": kept})
    response.headers["Cache-Control"] = "no-store"
    return response
