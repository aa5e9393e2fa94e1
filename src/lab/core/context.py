"""What every template knows about the installation."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return brand and demo mode, and the lab and viewer of the request."""
    return {
        "brand": settings.LAB_BRAND,
        "demo": settings.DEMO,
        "lab": getattr(request, "lab", None),
        "viewer": getattr(request, "viewer", None),
    }
