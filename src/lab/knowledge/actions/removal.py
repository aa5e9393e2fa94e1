"""Removing a text with everything that hangs on it."""

from django.db.models import Model

from lab.activity.models import Activity
from lab.core import deletions
from lab.discussions.models import Comment, Report
from lab.knowledge.actions.attachments import forget_file
from lab.knowledge.models import Approach, Pitfall
from lab.search.actions import remove as forget_in_search


def remove_again(thing: Model) -> None:
    """Delete a text that came back with an older backup."""
    assert isinstance(thing, (Pitfall, Approach))
    remove(thing)


def remove(thing: Pitfall | Approach) -> None:
    """Delete the row and its files, comments, reports, history and search entry."""
    for attachment in thing.attachments.all():
        forget_file(attachment.stored_name)
    Comment.objects.about(thing).delete()
    Report.objects.filter(
        content_type__app_label="knowledge", content_type__model=thing.kind, object_id=thing.pk
    ).delete()
    Activity.objects.about(thing).delete()
    forget_in_search(thing.kind, [thing.pk])
    deletions.note(thing)
    thing.delete()
