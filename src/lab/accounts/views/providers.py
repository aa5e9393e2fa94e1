"""Doors to the sign-in services: the browser may leave for them, and comes back to be checked."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from requests import RequestException

from lab.accounts import resume
from lab.accounts.http import sign_in_required
from lab.accounts.providers import ServiceConversation
from lab.accounts.views import signing_in

View = Callable[..., HttpResponseBase]


def origins() -> list[str]:
    """Return the origins of all configured services."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return sorted({origin for app in apps for origin in app["settings"]["origins"]})


def leading_out(view: View) -> View:
    """Let the forms of this page lead to the sign-in services."""

    @wraps(view)
    def inside(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        vars(response)["_csp_update"] = {"form-action": origins()}
        return response

    return inside


sign_in = leading_out(signing_in.sign_in)
sign_up = leading_out(account.signup)
connections = leading_out(sign_in_required(social.connections))


@never_cache
@leading_out
def to_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send the person to the service (POST), or ask whether to (GET)."""
    try:
        provider = get_adapter().get_provider(request, provider=provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider})
    box = request.POST.get(resume.FIELD, "")
    if resume.opened(box):
        request.session[resume.FIELD] = box
    try:
        answer: HttpResponse = provider.redirect_from_request(request)
    except (RequestException, OAuth2Error, ValueError, KeyError):
        return _unreachable(request, provider.name)
    return answer


@never_cache
def from_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Check what the service says, and sign the person in."""
    conversation = ServiceConversation(request, provider_id)
    try:
        response: HttpResponseBase = OAuth2CallbackView.adapter_view(conversation)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, OAuth2Error, ValueError, KeyError):
        return _unreachable(request, provider_id)
    if request.user.is_authenticated and resume.FIELD in request.session:
        response.headers["Location"] = reverse("accounts:again")
    return response


def _unreachable(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "accounts/unreachable.html", {"name": name}, status=502)
