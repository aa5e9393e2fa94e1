"""Core as a Django app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Tools without a domain."""

    name = "lab.core"
