"""One at a time: a text is locked while it is changed, and changed only as it was last seen."""

from typing import TypeVar, cast

from django.utils.translation import gettext as _

from lab.core.access import Conflict
from lab.knowledge.models import Approach, Pitfall

T = TypeVar("T", bound=Pitfall | Approach)


def lock(thing: T) -> T:
    """Return the present row, locked until the deed is done; a withdrawn one is a conflict."""
    rows = type(thing)._default_manager.select_for_update()
    found = rows.filter(pk=thing.pk).first()
    if found is None:
        raise Conflict(_("This text was withdrawn in the meantime. Nothing is left to decide."))
    return cast(T, found)


def unchanged(thing: T, revision: int) -> None:
    """Refuse to go on when the text is not the one that was shown."""
    if thing.revision != revision:
        raise Conflict(
            _(
                "Somebody changed this text in the meantime. Please read it as it is now, "
                "then decide."
            )
        )


def undecided(thing: T) -> None:
    """Refuse to go on when somebody has already decided."""
    if not thing.awaits_release:
        raise Conflict(_("Somebody was faster: this text no longer waits for a decision."))
