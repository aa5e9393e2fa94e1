"""The request as our views see it, and the door only signed-in people pass."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from lab.accounts.models import User
from lab.accounts.resume import ask_to_sign_in
from lab.core.audience import Viewer

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


class Request(HttpRequest):
    """A request in the house: who looks, and whether htmx asks."""

    htmx: HtmxDetails
    viewer: Viewer


class MemberRequest(Request):
    """A request by somebody who has signed in."""

    user: User


def sign_in_required(view: View[P]) -> View[P]:
    """Let only signed-in people in; others sign in first and keep what they typed."""

    @wraps(view)
    def inside(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return inside


def sure_required(view: View[P]) -> View[P]:
    """Ask signed-in people once more who they are, unless they said so within five minutes."""
    asked = reauthentication_required(app="allauth.account")(view)
    return sign_in_required(cast("View[P]", asked))
