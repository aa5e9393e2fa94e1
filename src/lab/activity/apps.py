"""Activity as a Django app."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """The house book."""

    name = "lab.activity"

    def ready(self) -> None:
        """Keep the book for the floor below, and forget actors once a day."""
        from lab.activity import personal
        from lab.activity.actions import forget_actors, remember
        from lab.core import queue
        from lab.directory.housebook import keep_book

        assert personal
        keep_book(remember)
        queue.daily("activity.forget_actors", forget_actors)
