"""What has been written about the same already."""

from typing import Any

from lab.core.audience import Viewer
from lab.search import foresight


def similar(viewer: Viewer, text: str, exclude: object = None) -> list[Any]:
    """Return hints at what somebody has already written about the same, surest first."""
    return list(foresight.similar(viewer, text, exclude=exclude))
