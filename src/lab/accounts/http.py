"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lab.accounts.models import User
from lab.core.audience import Viewer


class Request(HttpRequest):
    """A request in the house: who looks, and whether htmx asks."""

    htmx: HtmxDetails
    viewer: Viewer


class MemberRequest(Request):
    """A request by somebody who has signed in."""

    user: User
