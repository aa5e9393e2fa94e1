"""Requests inside a lab, and the door only members pass."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from lab.accounts.http import MemberRequest, Request
from lab.accounts.resume import ask_to_sign_in
from lab.directory.models import Lab, Membership

P = ParamSpec("P")


class LabRequest(Request):
    """A request whose address names a lab; anybody may stand at the door."""

    lab: Lab


class LabMemberRequest(MemberRequest):
    """A request by an active member of the lab."""

    lab: Lab
    membership: Membership


def member_required(
    view: Callable[Concatenate[Any, P], HttpResponseBase],
) -> Callable[Concatenate[Any, P], HttpResponseBase]:
    """Let only active members of the lab in: strangers sign in first, others learn nothing."""

    @wraps(view)
    def inside(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not request.viewer.is_member:
            raise Http404
        return view(request, *args, **kwargs)

    return inside


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, also when everything was left empty; None for any other method."""
    return request.POST if request.method == "POST" else None
