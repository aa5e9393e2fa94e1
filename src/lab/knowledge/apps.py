"""Knowledge as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lab.core import navigation


class KnowledgeConfig(AppConfig):
    """Pitfalls and approaches."""

    name = "lab.knowledge"

    def ready(self) -> None:
        """Show the lists in the main navigation, and make their things searchable."""
        from lab.knowledge.search import register_kinds

        register_kinds()
        navigation.register(_("Pitfalls"), "knowledge:pitfall_list", place=10)
        navigation.register(_("Approaches"), "knowledge:approach_list", place=20)
