"""The comments on one thing, as its page shows them."""

from dataclasses import dataclass

from django.db.models import Model

from lab.core.access import may
from lab.core.audience import Viewer
from lab.discussions.models import Comment
from lab.discussions.things import sort_of


@dataclass(frozen=True)
class Talk:
    """What ``discussions/_comments.html`` needs, which asks for it by tag."""

    thing: Model
    word: str
    comments: list[Comment]
    may_comment: bool


def comments_for(viewer: Viewer, thing: Model) -> list[Comment]:
    """Return the comments on a thing this viewer may see, oldest first (one query).

    The thing itself has come through ``visible_to`` of its own noun.
    """
    if not viewer.is_member:
        return []
    seen = Comment.objects.shown_to(viewer).about(thing)
    return list(seen.select_related("organisation", "author__user"))


def talk_about(viewer: Viewer, thing: Model) -> Talk:
    """Return everything the comments below a thing need (one query, none for strangers)."""
    may_comment = may(viewer, "discussions.comment")
    return Talk(thing, sort_of(thing).word, comments_for(viewer, thing), may_comment)
