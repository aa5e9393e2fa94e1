"""Search as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding and foresight."""

    name = "lab.search"

    def ready(self) -> None:
        """Listen to deeds, and sweep every day for those nobody records."""
        from lab.core import personal, queue
        from lab.search import actions, receivers
        from lab.search.models import Entry, Term, Vector

        queue.daily(receivers.DAILY, actions.sweep)
        personal.register(Entry, personal.NotPersonal("words of contributions, without author"))
        personal.register(Vector, personal.NotPersonal("what an entry means, as numbers"))
        personal.register(Term, personal.NotPersonal("how many entries hold a word"))
