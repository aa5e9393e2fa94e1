"""Work in the background: entering single things."""

from lab.core.queue import task
from lab.search import actions

MOST_READ = 4


@task()
def index_thing(kind: str, object_id: int) -> None:
    """Enter a thing, or drop it when it is no longer to be found; harmless to repeat."""
    if actions.index(kind, [object_id]):
        actions.read_meaning(MOST_READ)
