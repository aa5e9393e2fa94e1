"""The addresses of the house, and three that fail on purpose so that one can look at the answer."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lab.config.urls import handler400, handler403, handler404, handler500
from lab.config.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    raise FAULTS[status]


urlpatterns = [path("kaputt/<int:status>/", fail, name="fail"), *house]
