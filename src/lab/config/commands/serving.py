"""``lab start`` and ``lab work``: the house opens, and the work behind it gets done."""

import argparse
import ipaddress
import os
import resource
import socket
import sys
import threading

import uvicorn
from django.conf import settings

from lab.config.child import TaskChild
from lab.config.commands import Refused, say
from lab.config.demo import ensure_demo, refuse_demo_in_production, sign_ins
from lab.config.locks import at_home
from lab.config.migrating import migrate
from lab.config.static_files import collect_if_changed
from lab.core.worker import Worker

GRACE = 2
FILES_NEEDED = 1024
BACKLOG = 512


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready and never lingers after Ctrl-C."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors, then say where they are."""
        await super().startup(sockets=sockets)
        if self.started:
            welcome()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Begin to close; after the grace period, or when asked twice, nothing is waited for."""
        if self.should_exit:
            self.force_exit = True
            return
        self.should_exit = True
        timer = threading.Timer(GRACE + 0.6, os._exit, [0])
        timer.daemon = True
        timer.start()


def start(wish: argparse.Namespace) -> int:
    """Serve pages and work off tasks until Ctrl-C."""
    warn_of_few_files()
    with at_home():
        return _serve(open_door(bind_address(), settings.LAB_PORT))


def _serve(door: socket.socket) -> int:
    saved = migrate()
    if saved:
        say(f"Die Datenbank wurde erneuert; der Stand davor liegt in {saved}.")
    collect_if_changed()
    refuse_demo_in_production()
    if settings.DEMO:
        ensure_demo()
    child = TaskChild()
    child.start()
    config = uvicorn.Config(
        "lab.config.asgi:application",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        backlog=BACKLOG,
    )
    try:
        Server(config).run(sockets=[door])
    finally:
        child.stop()
    sys.stdout.flush()
    os._exit(0)  # a request that still computes is not waited for


def work(wish: argparse.Namespace) -> None:
    """Work off tasks until Ctrl-C, or until the parent is gone."""
    worker = Worker()
    worker.stop_on_signals()
    if wish.child:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    worker.run()


def _end_with_parent() -> None:
    """Wait for the end of the pipe that only the parent holds open, then end at once."""
    while os.read(0, 1):
        pass
    os._exit(0)


def welcome() -> None:
    """Say where the lab is and, in demo mode, how to sign in."""
    say(f"\n{settings.LAB_BRAND} läuft: {settings.LAB_URL}")
    if settings.DEMO:
        say(f"\n{sign_ins()}")
    say("Beenden mit Strg-C.")


def bind_address() -> str:
    """Return where to listen: a demo stays on this machine unless LAB_DEMO_LAN=1."""
    wanted = settings.LAB_BIND
    if settings.DEMO and not settings.LAB_DEMO_LAN and not is_loopback(wanted):
        say(
            f"Vorführbetrieb: statt an {wanted} wird nur auf diesem Rechner (127.0.0.1) gelauscht. "
            "Mit LAB_DEMO_LAN=1 ist das Labor im Netz erreichbar."
        )
        return "127.0.0.1"
    return wanted


def is_loopback(address: str) -> bool:
    """Does only this machine reach the address?"""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def open_door(address: str, port: int) -> socket.socket:
    """Return a listening socket, or say in one sentence why there is none."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(place)
        door.listen(BACKLOG)
        door.set_inheritable(False)
    except OSError as problem:
        raise Refused(
            f"An {address}, Port {port} kann nicht gelauscht werden ({problem.strerror}). "
            "Läuft das Labor schon? Sonst wählen Sie mit LAB_PORT einen anderen Port."
        ) from None
    return door


def warn_of_few_files() -> None:
    """Raise the limit of open files as far as allowed, and say so when it stays too low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_NEEDED if hard == resource.RLIM_INFINITY else min(FILES_NEEDED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    if wanted < FILES_NEEDED:
        say(
            f"Achtung: Dieses Konto darf nur {wanted} Dateien zugleich öffnen; bei vielen Gästen "
            f"werden Verbindungen abgewiesen. Bitte „ulimit -n {FILES_NEEDED}“ oder mehr setzen."
        )
