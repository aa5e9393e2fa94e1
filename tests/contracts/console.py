"""The console as operators use it: real processes, a data folder and a database of their own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from lab.config.commands import main; raise SystemExit(main())"
SERVER = os.environ.get("LAB_TEST_DATABASE_URL", "")


MODEL = f"lab_model_{os.getpid()}"


@dataclass
class House:
    """One installation."""

    data: Path
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, **more):
        keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        own = {"LAB_DATA": str(self.data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        if self.database:
            own["LAB_DATABASE_URL"] = self.database
        return keep | own | self.settings | more

    def lab(self, *words, **more):
        """Run a command to its end."""
        command = [sys.executable, "-c", MAIN, *map(str, words)]
        return subprocess.run(
            command, env=self.environment(**more), capture_output=True, text=True, timeout=90
        )

    def python(self, code):
        """Run a few lines inside the house and return what they print as JSON."""
        before = (
            "import os, json, django\n"
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'lab.config.settings'\n"
            "django.setup()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", before + code],
            env=self.environment(), capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def counts(self):
        """Return the number of rows of every table that a backup keeps."""
        return self.python(
            "from django.apps import apps\n"
            "from lab.config.backup import LEFT_OUT\n"
            "print(json.dumps({m._meta.label: m._default_manager.count() for m in apps.get_models("
            "include_auto_created=True) if m._meta.label_lower not in LEFT_OUT}))"
        )

    def begin(self, *words, **more):
        """Start a command that goes on."""
        return subprocess.Popen(
            [sys.executable, "-c", MAIN, *words],
            env=self.environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip

    @contextmanager
    def running(self, **more):
        """Start the lab, yield the process and what it said, and end it."""
        port = free_port()
        process = self.begin("start", LAB_PORT=str(port), **more)
        said = []
        for line in process.stdout:
            said.append(line)
            if "Strg-C" in line:
                break
        try:
            yield process, "".join(said), port
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stdout.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=10) as answer:
        return answer.status, answer.read().decode()


def children(pid):
    """Return the processes a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted(int(child) for task in tasks for child in task.read_text().split())


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition, seconds=20):
    """Wait until the condition holds; tell whether it came to hold."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def new_database(name, template="template0"):
    """Create a database on the test server and return its address; on SQLite there is none."""
    if not SERVER:
        return ""
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    before, _, after = SERVER.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{after}" if after else "")


def drop_database(name):
    if SERVER:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy_of(house, place, name):
    """Return an installation in the same state as another one."""
    shutil.copytree(house.data, place)
    return House(place, new_database(name, template=MODEL))
