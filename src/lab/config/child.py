"""The process that works off tasks: it starts again after a crash and ends when we end."""

import subprocess
import sys
import threading
from typing import IO

PAUSE = 1.0
PATIENCE = 1.5


class TaskChild:
    """One ``lab work`` as a child process.

    The child reads a pipe only we hold open: when we end, in whatever way, it ends as well.
    """

    def __init__(self, command: list[str] | None = None) -> None:
        """Remember how the child is called."""
        own = "from lab.config.commands import main; raise SystemExit(main(['work', '--child']))"
        self.command = command or [sys.executable, "-c", own]
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the child, and a thread that starts it again whenever it ends."""
        self._spawn()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End the child: kindly first, then for certain."""
        self.ending.set()
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()

    def _spawn(self) -> None:
        # A session of its own: Ctrl-C reaches the parent only, which then ends the child.
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)

    def _watch(self) -> None:
        while self.process is not None:
            self.process.wait()
            pipe: IO[bytes] | None = self.process.stdin
            if pipe is not None:
                pipe.close()
            if self.ending.wait(PAUSE):
                return
            self._spawn()
