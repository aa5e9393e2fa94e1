"""Removing a text with everything that hangs on it."""

from lab.activity.models import Activity
from lab.discussions.models import Comment, Report
from lab.knowledge.actions.attachments import forget_file
from lab.knowledge.models import Approach, Pitfall
from lab.search.actions import remove as forget_in_search


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
    thing.delete()
