"""The gate: rules say who may, this module says no."""

import rules
from django.core.exceptions import PermissionDenied

from lab.core.audience import Viewer


def may(viewer: Viewer, permission: str, thing: object = None) -> bool:
    """Tell whether the viewer has the permission for the thing; unknown ones are a KeyError."""
    if not rules.rule_exists(permission):
        raise KeyError(permission)
    return bool(rules.test_rule(permission, viewer, thing))


def require(viewer: Viewer, permission: str, thing: object = None) -> None:
    """Raise PermissionDenied (403) unless the viewer has the permission."""
    if not may(viewer, permission, thing):
        raise PermissionDenied(permission)


class Conflict(Exception):
    """Somebody else was faster; the message says in German what happened and what to do."""
