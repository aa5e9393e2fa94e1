"""Settings for gunicorn: ``gunicorn -c python:lab.config.gunicorn lab.config.wsgi``.

The word lists are read once, before the workers part from their parent, so they share the memory.
"""

import gc

from lab.search.warming import warm

workers = 2
worker_class = "gthread"
threads = 4
keepalive = 30
graceful_timeout = 3
preload_app = True


def when_ready(server: object) -> None:
    """Read the word lists, and keep the collector from walking what never changes."""
    warm()
    gc.collect()
    gc.freeze()
