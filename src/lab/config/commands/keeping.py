"""``lab migrate``, ``backup``, ``restore`` and ``check``: what keeps the data safe."""

import argparse

from django.conf import settings

from lab.config.backup import back_up
from lab.config.commands import say
from lab.config.examination import complaints
from lab.config.migrating import migrate as bring_up_to_date
from lab.config.restore import restore as bring_back
from lab.config.static_files import collect_if_changed


def migrate(wish: argparse.Namespace) -> None:
    """Bring the database up to date; the state before is kept."""
    saved = bring_up_to_date()
    collect_if_changed()
    if saved:
        say(f"Der Stand davor liegt in {saved}.")
    say("Die Datenbank ist auf dem Stand des Programms.")


def backup(wish: argparse.Namespace) -> None:
    """Save database and files."""
    folder = back_up(wish.folder.expanduser().resolve())
    say(f"Gesichert in {folder}.")
    say(f"Die Schlüssel in {settings.LAB_DATA / 'keys'} bewahren Sie bitte getrennt davon auf.")


def restore(wish: argparse.Namespace) -> None:
    """Replace database and files by those of a backup."""
    report = bring_back(wish.folder.expanduser().resolve())
    say(f"Eingespielt: {report.rows} Zeilen und {report.files} Dateien.")
    if report.deleted:
        say(f"{report.deleted} seit der Sicherung gelöschte Einträge wurden wieder gelöscht.")


def check(wish: argparse.Namespace) -> int:
    """Say what is not in order; 0 when everything is."""
    found = complaints()
    for line in found:
        say(line)
    if not found:
        say("Alles in Ordnung.")
    return 1 if found else 0
