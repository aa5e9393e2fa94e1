"""Knowledge as a Django app."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Pitfalls and approaches."""

    name = "lab.knowledge"
