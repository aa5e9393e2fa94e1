"""Somebody was faster: say so kindly, and lead back to the present state."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from lab.core.access import Conflict

P = ParamSpec("P")


def tells_conflicts(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Answer 409 with the reason when the deed came too late."""

    @wraps(view)
    def told(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Conflict as conflict:
            context = {"message": str(conflict), "back_url": _came_from(request)}
            return render(request, "409.html", context, status=409)

    return told


def _came_from(request: HttpRequest) -> str:
    """Return the page of this house somebody came from, or nothing."""
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else ""
