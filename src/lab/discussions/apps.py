"""Discussions as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    """Comments and reports."""

    name = "lab.discussions"

    def ready(self) -> None:
        """Enter rules, personal data, comments as things one reports, and the editors' list."""
        from lab.core import navigation
        from lab.core.access import may
        from lab.discussions import personal, rules, things
        from lab.discussions.models import Comment

        assert personal
        assert rules
        things.register("kommentar", Comment, text=lambda one: one.text, has_comments=False)
        navigation.register(
            _("Reports"),
            "discussions:report_list",
            place=80,
            shown_to=lambda viewer: may(viewer, "discussions.read_reports"),
        )
