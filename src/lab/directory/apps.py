"""Directory as a Django app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Labs, organisations, members."""

    name = "lab.directory"

    def ready(self) -> None:
        """Enter rules, personal data, the gate of registration, the sweep and the navigation."""
        from lab.accounts.admission import register_gate, register_welcome
        from lab.core import queue
        from lab.directory import entries, personal, rules
        from lab.directory.actions.sweeping import sweep_papers
        from lab.directory.admission import admits, welcome

        assert personal
        assert rules
        register_gate(admits)
        register_welcome(welcome)
        queue.daily("directory.papers", sweep_papers)
        entries.enter()
