"""What has been written about the same already."""

from typing import Any

from lab.core.audience import Viewer


def similar(viewer: Viewer, text: str, exclude: object = None) -> list[Any]:
    return []
