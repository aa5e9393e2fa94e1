"""What ``lab check`` looks at before an operator relies on the installation."""

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks

from lab.config.migrating import pending
from lab.directory.models import Lab


def complaints() -> list[str]:
    """Return one German sentence for everything that is not in order."""
    return [*_settings(), *_database(), *_secrets()]


def _settings() -> Iterator[str]:
    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            yield f"Einstellung: {message.msg}"
    if settings.LAB_ENV == "production" and not settings.EMAIL_HOST:
        yield "Es ist kein Mailserver eingestellt (LAB_SMTP_HOST)."


def _database() -> Iterator[str]:
    waiting = pending()
    if waiting:
        yield f"Der Datenbank fehlen {len(waiting)} Schritte zum Stand des Programms (lab migrate)."
    elif not settings.DEMO and Lab.objects.filter(is_demo=True).exists():
        yield "Diese Datenbank enthält das Vorführ-Labor; für den Betrieb ist das nicht erlaubt."


def _secrets() -> Iterator[str]:
    for path in sorted((Path(settings.LAB_DATA) / "keys").glob("*")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"{path} ist für andere lesbar; bitte „chmod 600“ setzen."
