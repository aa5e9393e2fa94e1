"""Config as a Django app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Composition of the house."""

    name = "lab.config"
