"""What the operator can type after ``lab``, and the help they read."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn


class Words(argparse.ArgumentParser):
    """A parser that speaks German."""

    def format_usage(self) -> str:
        """Return the usage line with a German beginning."""
        return super().format_usage().replace("usage:", "Aufruf:", 1)

    def format_help(self) -> str:
        """Return the help in German."""
        own = super().format_help().replace("usage:", "Aufruf:", 1)
        return own.replace("positional arguments:", "Angaben:").replace("options:", "Optionen:")

    def error(self, message: str) -> NoReturn:
        """Say in one sentence that the call does not fit, and end with 2."""
        sys.stderr.write(f"Dieser Aufruf passt nicht; „{self.prog} --help“ zeigt, was geht.\n")
        sys.exit(2)


Command = Callable[[str, str, str], Words]


def parser() -> Words:
    """Return the parser of all commands; each names the function that does the work."""
    words = Words(prog="lab", description="Befehle für den Betrieb des Labors.", add_help=False)
    _help(words)
    commands = words.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)

    def command(name: str, run: str, line: str) -> Words:
        found = commands.add_parser(name, help=line, description=line, add_help=False)
        found.set_defaults(run=run)
        _help(found)
        return found

    _serving(command)
    _moving_in(command)
    _knowledge(command)
    _keeping(command)
    return words


def _help(words: Words) -> None:
    words.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")


def _serving(command: Command) -> None:
    command("start", "serving:start", "Seiten und Aufgaben in einem Vordergrundprozess starten")
    work = command("work", "serving:work", "nur die Aufgaben im Hintergrund abarbeiten")
    work.add_argument("--child", action="store_true", help=argparse.SUPPRESS)


def _moving_in(command: Command) -> None:
    command("demo", "moving_in:demo", "das Vorführ-Labor anlegen und seine Zugänge zeigen")
    new_lab = command(
        "new-lab", "moving_in:new_lab", "ein Labor anlegen und die Koordination einladen"
    )
    new_lab.add_argument("name", metavar="NAME", help="Name des Labors")
    new_lab.add_argument(
        "--coordinator", metavar="MAIL", required=True, help="Adresse der Koordination"
    )


def _knowledge(command: Command) -> None:
    bring_in = command(
        "import-knowledge", "knowledge:bring_in", "Stolperfallen und Ansätze aus JSON aufnehmen"
    )
    bring_in.add_argument(
        "file", metavar="FILE", type=Path, help="Datei mit einer Liste von Einträgen"
    )
    bring_in.add_argument(
        "--partial",
        action="store_true",
        help="Brauchbares aufnehmen, auch wenn anderes abgelehnt wird",
    )
    foresight = command("foresight", "knowledge:foresight", "zu Anfragen vorhersagen, was passt")
    foresight.add_argument(
        "--queries", metavar="FILE", type=Path, required=True, help="Datei mit Anfragen"
    )
    foresight.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="Datei für die Antworten"
    )
    for words in (bring_in, foresight):
        words.add_argument(
            "--lab", metavar="SLUG", help="Kurzadresse des Labors; entfällt, wenn es nur eines gibt"
        )
    command("rebuild-search", "knowledge:rebuild_search", "den Suchindex neu aufbauen")


def _keeping(command: Command) -> None:
    command(
        "migrate",
        "keeping:migrate",
        "die Datenbank auf den Stand des Programms bringen, vorher sichern",
    )
    backup = command(
        "backup", "keeping:backup", "Datenbank und Dateien in einen neuen Ordner sichern"
    )
    restore = command(
        "restore",
        "keeping:restore",
        "eine Sicherung einspielen, spätere Löschungen bleiben gelöscht",
    )
    for words in (backup, restore):
        words.add_argument("folder", metavar="DIR", type=Path, help="Ordner der Sicherung")
    command(
        "check", "keeping:check", "prüfen, ob Einstellungen, Datenbank und Dateien in Ordnung sind"
    )
