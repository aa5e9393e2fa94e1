"""Core as a Django app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Tools without a domain."""

    name = "lab.core"

    def ready(self) -> None:
        """Enter the daily sweep of the task table."""
        from lab.core.queue import daily
        from lab.core.worker import forget_finished

        daily("core.forget_finished_tasks", forget_finished)
