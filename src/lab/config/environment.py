"""Read the LAB_* variables: typed, with a default, loud on anything unknown or malformed."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Misconfigured(Exception):
    """A setting cannot be used; the message is one German sentence for the operator."""


class Environment:
    """All LAB_* variables of one process; every variable asked for becomes a known one."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        """Take the variables from ``values`` or, by default, from the process."""
        source = os.environ if values is None else values
        self.values = {k: v for k, v in source.items() if k.startswith("LAB_")}
        self.known: set[str] = set()

    def text(self, name: str, default: str = "") -> str:
        """Return the variable as text, or ``default`` when it is not set."""
        self.known.add(name)
        return self.values.get(name, default).strip()

    def number(self, name: str, default: int, *, least: int = 0, most: int = 65535) -> int:
        """Return the variable as a whole number between ``least`` and ``most``."""
        raw = self.text(name, str(default))
        if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
            raise Misconfigured(
                f"{name} muss eine Zahl von {least} bis {most} sein, nicht „{raw}“."
            )
        return int(raw)

    def switch(self, name: str, *, default: bool = False) -> bool:
        """Return the variable as yes (1) or no (0)."""
        raw = self.text(name, "1" if default else "0")
        if raw not in {"0", "1"}:
            raise Misconfigured(f"{name} muss 0 oder 1 sein, nicht „{raw}“.")
        return raw == "1"

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        """Return the variable when it is one of ``allowed``."""
        raw, options = self.text(name, default), list(allowed)
        if raw not in options:
            raise Misconfigured(f"{name} muss eines von {', '.join(options)} sein, nicht „{raw}“.")
        return raw

    def span(self, name: str, default: tuple[int, int]) -> tuple[int, int]:
        """Return the variable as a span of whole numbers such as ``3-14``."""
        raw = self.text(name, f"{default[0]}-{default[1]}")
        first, _, last = raw.partition("-")
        if not (first.isdigit() and last.isdigit() and int(first) <= int(last)):
            raise Misconfigured(f"{name} muss eine Spanne wie 3-14 sein, nicht „{raw}“.")
        return int(first), int(last)

    def path(self, name: str, default: Path) -> Path:
        """Return the variable as an absolute path."""
        raw = self.text(name)
        return Path(raw).expanduser().resolve() if raw else default

    def web_address(self, name: str, default: str) -> str:
        """Return the variable as an http(s) address without a trailing slash."""
        raw = self.text(name, default).rstrip("/")
        parts = urlsplit(raw)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise Misconfigured(f"{name} muss eine Adresse wie https://labor.example sein.")
        return raw

    def refuse_unknown(self) -> None:
        """Raise when a LAB_* variable is set that nothing has asked for: it is a typing slip."""
        unknown = sorted(set(self.values) - self.known)
        if unknown:
            raise Misconfigured(f"Unbekannte Einstellung: {', '.join(unknown)}.")


def database(address: str, data: Path) -> dict[str, object]:
    """Return Django's settings for ``postgres://user:password@host:port/name`` or for SQLite."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "lab.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise Misconfigured(
            "LAB_DATABASE_URL muss mit postgres:// beginnen und eine Datenbank nennen."
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 10, "timeout": 20}},
    }
