"""Knowledge as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lab.core import navigation


class KnowledgeConfig(AppConfig):
    """Pitfalls and approaches."""

    name = "lab.knowledge"

    def ready(self) -> None:
        """Show the lists in the main navigation, make their things searchable, sweep every day."""
        from lab.core import deletions
        from lab.core.queue import daily
        from lab.discussions import things
        from lab.knowledge.actions.attachments import detach_again
        from lab.knowledge.actions.removal import remove_again
        from lab.knowledge.actions.sweep import sweep
        from lab.knowledge.models import Approach, Attachment, Pitfall
        from lab.knowledge.personal import register_rules
        from lab.knowledge.rules import is_editor
        from lab.knowledge.search import register_kinds

        register_kinds()
        navigation.register(_("Pitfalls"), "knowledge:pitfall_list", place=10)
        navigation.register(_("Approaches"), "knowledge:approach_list", place=20)
        navigation.register(_("Editors"), "knowledge:editors", place=80, shown_to=is_editor)
        register_rules()
        things.register(
            "stolperfalle", Pitfall, text=lambda one: f"{one.what_happened}\n\n{one.advice}"
        )
        things.register("ansatz", Approach, text=lambda one: f"{one.problem}\n\n{one.limits}")
        for noun in (Pitfall, Approach):
            deletions.register(noun, remove_again)
        deletions.register(Attachment, detach_again)
        daily("knowledge", sweep)
