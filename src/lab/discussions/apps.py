"""Discussions as a Django app."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """Comments and reports."""

    name = "lab.discussions"
