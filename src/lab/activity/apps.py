"""Activity as a Django app."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """The house book."""

    name = "lab.activity"
