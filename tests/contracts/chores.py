"""Tasks that only tests give to the worker."""

import time
from pathlib import Path

from lab.core.queue import task


@task()
def note_and_wait(place, seconds):
    """Add a line, then take some time."""
    with Path(place).open("a") as file:
        file.write("begun\n")
    time.sleep(seconds)
    with Path(place).open("a") as file:
        file.write("done\n")
