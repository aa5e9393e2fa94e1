"""The operator's command ``lab``: start, move in, bring in knowledge, keep safe.

This module knows the words of the command line only. Django is set up after the arguments are
understood, so that ``lab --help`` works even when a setting is wrong.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import Error as DatabaseProblem

from lab.config.commands.words import parser
from lab.config.environment import Misconfigured


class Refused(Exception):
    """The command cannot do what was asked; the message is one German sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a failure is one sentence, never a traceback."""
    wish = parser().parse_args(arguments)
    os.umask(0o077)  # whatever we write is for the operator's account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lab.config.settings")
    try:
        django.setup()
        module, _, function = wish.run.partition(":")
        command: Callable[..., int | None] = getattr(
            import_module(f"lab.config.commands.{module}"), function
        )
        return command(wish) or 0
    except KeyboardInterrupt:
        return 130
    except (Misconfigured, Refused, ImproperlyConfigured) as problem:
        return complain(str(problem))
    except DatabaseProblem as problem:
        return complain(
            f"Die Datenbank antwortet nicht, wie sie soll ({first_line(problem)}). "
            "Bitte prüfen Sie LAB_DATABASE_URL und LAB_DATA oder spielen Sie mit „lab restore“ "
            "eine Sicherung ein."
        )
    except OSError as problem:
        return complain(f"{problem.filename or 'Eine Datei'}: {problem.strerror or problem}.")


def say(text: str = "") -> None:
    """Write one line for the operator."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(sentence: str) -> int:
    """Write why the command did not do its work, and return exit code 1."""
    sys.stderr.write(f"{sentence}\n")
    return 1


def first_line(problem: BaseException) -> str:
    """Return the first line of what the database said."""
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__
