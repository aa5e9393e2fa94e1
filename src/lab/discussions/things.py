"""Which things one may comment on and report: upper floors register them by a word."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q
from django.http import Http404

from lab.core.audience import Viewer


@dataclass(frozen=True)
class Thing:
    """A sort of thing: its word in addresses, its model, and whether people comment on it.

    The model has ``public_id``, ``lab``, ``is_hidden``, ``get_absolute_url()`` and
    ``objects.visible_to(viewer)``. ``text`` says what editors read when it was reported.
    """

    word: str
    model: type[Model]
    text: Callable[[Any], str]
    has_comments: bool


_things: dict[str, Thing] = {}


def register(
    word: str,
    model: type[Model],
    *,
    text: Callable[[Any], str] = str,
    has_comments: bool = True,
) -> None:
    """Enter a sort of thing; the word is part of addresses such as /kommentare/<word>/<id>/."""
    _things[word] = Thing(word, model, text, has_comments)


def sort_of(thing: Model) -> Thing:
    """Return the sort this thing is registered as."""
    return next(one for one in _things.values() if isinstance(thing, one.model))


def thing_for(viewer: Viewer, word: str, public_id: str, *, to_comment: bool = False) -> Any:
    """Return the thing if the viewer may see it; otherwise nobody learns that it exists (404)."""
    sort = _things.get(word)
    if sort is None or (to_comment and not sort.has_comments):
        raise Http404
    manager: Any = sort.model._default_manager
    found = manager.visible_to(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def about_visible_things(viewer: Viewer) -> Q:
    """Return the condition that a comment is about a thing the viewer may see."""
    condition = Q(pk__in=[])
    for sort in _things.values():
        if not sort.has_comments:
            continue
        manager: Any = sort.model._default_manager
        seen = manager.visible_to(viewer).filter(pk=OuterRef("object_id"))
        kind = ContentType.objects.get_for_model(sort.model)
        condition |= Q(content_type=kind) & Q(Exists(seen))
    return condition
