"""A deed was recorded: what became of the thing is entered within seconds."""

from typing import Any

from django.dispatch import receiver

from lab.activity.actions import recorded
from lab.activity.models import Activity
from lab.search.registry import kind_of
from lab.search.tasks import index_thing

DAILY = "search"


@receiver(recorded, dispatch_uid="search")
def enter(sender: type[Activity], activity: Activity, **_kwargs: Any) -> None:
    """Enqueue the thing when it is of a searchable kind."""
    model = activity.content_type.model_class()
    kind = kind_of(model) if model else None
    if kind is not None:
        index_thing.enqueue(kind.name, activity.object_id)
