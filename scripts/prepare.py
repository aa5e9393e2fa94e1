"""Make this folder ready to run: environment, packages, styles, German catalogue.

``python3 scripts/prepare.py start|dev`` needs nothing but Python 3.11 or newer with ``venv``.
What is done already is not done again, so a second run takes a moment only.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SCRIPT = """#!{python}
import sys

from lab.config.commands import main

if __name__ == "__main__":
    sys.exit(main())
"""


class NotReady(Exception):
    """Something is missing; the message is one German sentence that says what to do."""


def main(arguments):
    """Prepare for running (``start``) or for developing (``dev``)."""
    wish = arguments[0] if arguments in (["start"], ["dev"]) else "start"
    try:
        check_python()
        make_environment()
        install(ROOT / "requirements" / f"{wish}.txt")
        link_package()
        build()
    except (NotReady, OSError) as problem:
        sys.stderr.write(f"{sentence(problem)}\n")
        return 1
    return 0


def check_python():
    """Refuse a Python that is too old."""
    if sys.version_info < (3, 11):
        found = ".".join(str(part) for part in sys.version_info[:3])
        raise NotReady(f"Es wird Python 3.11 oder neuer gebraucht, gefunden wurde {found}.")


def make_environment():
    """Create .venv unless it is there, works, and belongs to this very folder."""
    if works():
        return
    say("Umgebung .venv anlegen …")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    except subprocess.CalledProcessError:
        raise NotReady(
            "Die Python-Umgebung ließ sich nicht anlegen: Bitte installieren Sie das Paket "
            "python3-venv (Debian/Ubuntu: apt-get install python3-venv)."
        ) from None


def works():
    """Tell whether the environment exists and its Python can find pip."""
    if not PYTHON.exists():
        return False
    command = [
        str(PYTHON),
        "-c",
        "import sys, importlib.util as u; "
        "sys.exit(sys.version_info < (3, 11) or u.find_spec('pip') is None)",
    ]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(lock):
    """Install the hashed lock, unless exactly this lock (or the larger one) is installed."""
    stamp = VENV / "installed-lock"
    known = stamp.read_text().split() if stamp.exists() else []
    wanted = digest(lock)
    if wanted in known:
        return
    say(f"Pakete aus requirements/{lock.name} installieren (das dauert einige Minuten) …")
    run_pip("install", "--require-hashes", "--no-deps", "-r", str(lock))
    larger = lock.with_name("dev.txt")
    also = [digest(lock.with_name("start.txt"))] if lock == larger else []
    replace(stamp, "\n".join([wanted, *also]))


def run_pip(*arguments):
    """Run pip of the environment; show its words only when it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        reason = lines[0][7:] if lines else (done.stderr.strip().splitlines() or ["unbekannt"])[-1]
        raise NotReady(
            "Die Pakete ließen sich nicht installieren. Bitte prüfen Sie die Verbindung zum "
            f"Python-Paketverzeichnis. Meldung: {reason}"
        )


def link_package():
    """Let the environment find ``src`` and offer the command ``lab``."""
    site = next((VENV / "lib").glob("python3.*/site-packages"))
    replace(site / "verwaltungsrebellen-labor.pth", f"{ROOT / 'src'}\n")
    replace(VENV / "bin" / "lab", SCRIPT.format(python=PYTHON), mode=0o755)


def build():
    """Build styles, fonts and scripts, and compile the German catalogue."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for module in ("lab.config.assets", "lab.config.catalogue compile"):
        command = [str(PYTHON), "-m", *module.split()]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["unbekannt"])[-1]
            raise NotReady(last)


def replace(path, text, mode=0o644):
    """Write the file in one step, and only when it differs."""
    if path.exists() and path.read_text() == text:
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.chmod(mode)
    draft.replace(path)


def digest(path):
    """Return the hash of a lock and of the Python it is installed for."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    return hashlib.sha256(path.read_bytes() + version.encode()).hexdigest()


def sentence(problem):
    """Return what went wrong as one German sentence."""
    if isinstance(problem, OSError):
        return f"In {problem.filename or ROOT} kann nicht geschrieben werden ({problem.strerror})."
    return str(problem)


def say(text):
    """Tell the operator what happens now."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
