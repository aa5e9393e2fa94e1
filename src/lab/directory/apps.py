"""Directory as a Django app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Labs, organisations, members."""

    name = "lab.directory"
