"""The first part of an address names the lab: ``request.lab`` and ``request.viewer``."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lab.accounts.models import User
from lab.core.access import Conflict
from lab.core.audience import NOBODY, Viewer
from lab.directory.http import LabMemberRequest
from lab.directory.models import Lab, Membership


class LabMiddleware:
    """Open the door of the lab named in the address, and say who stands in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: LabMemberRequest) -> HttpResponse:
        """Start with a viewer who belongs to no lab."""
        request.viewer = NOBODY
        return self.get_response(request)

    def process_view(
        self,
        request: LabMemberRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> None:
        """Take the lab out of the address, or answer 404."""
        slug = kwargs.pop("lab", None)
        if slug is None:
            return
        request.lab = get_object_or_404(Lab.objects.select_related("host"), slug=slug)
        membership = acting_in(request.lab, request.user)
        if membership is not None:
            request.membership = membership
            request.viewer = membership.viewer
        else:
            request.viewer = Viewer(user_id=request.user.pk, lab_id=request.lab.pk)

    def process_exception(
        self, request: LabMemberRequest, exception: Exception
    ) -> HttpResponse | None:
        """Tell whoever came second that somebody was faster, and that nothing was overwritten."""
        if not isinstance(exception, Conflict):
            return None
        context = {"message": str(exception), "back_url": request.get_full_path()}
        return render(request, "409.html", context, status=409)


def acting_in(lab: Lab, user: User | AnonymousUser) -> Membership | None:
    """Return the membership under which the person acts in the lab, with organisation and roles."""
    if not user.is_authenticated:
        return None
    mine = Membership.objects.active().filter(user=user, lab=lab)
    rows = list(mine.select_related("organisation").annotate(role=F("grants__role")))
    if not rows:
        return None
    membership = rows[0]
    membership.user, membership.lab = user, lab
    membership.roles = frozenset(role for row in rows if (role := vars(row)["role"]))
    return membership
