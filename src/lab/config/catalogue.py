"""The German catalogue: extract msgids, check completeness and compile, with Babel alone.

``python -m lab.config.catalogue extract FILE | check | compile``
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
GERMAN = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "django.po"
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.*", "lab.config.templatewords:extract_template"),
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract() -> Catalog:
    """Return a catalogue of every msgid in code and templates."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(str(PACKAGE), method_map=METHODS, keywords=KEYWORDS)
    for _name, _line, message, comments, context in found:
        catalogue.add(message, None, auto_comments=comments, context=context)
    return catalogue


def german() -> Catalog:
    """Return the German catalogue as it lies on disk."""
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


def gaps() -> list[str]:
    """Return what is wrong: msgids without German, fuzzy ones, and German nobody asks for."""
    wanted, have = extract(), german()
    problems = []
    for message in wanted:
        if not message.id:
            continue
        found = have.get(message.id, message.context)
        strings = found.string if found else ""
        filled = all(strings) if isinstance(strings, tuple) else bool(strings)
        if found is None or not filled:
            problems.append(f"missing: {message.id!r}")
        elif found.fuzzy:
            problems.append(f"fuzzy: {message.id!r}")
    problems += [
        f"unused: {message.id!r}"
        for message in have
        if message.id and wanted.get(message.id, message.context) is None
    ]
    return problems


def compile_german() -> Path:
    """Write the compiled catalogue beside its source when it is older, and return its path."""
    target = GERMAN.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < GERMAN.stat().st_mtime:
        buffer = io.BytesIO()
        write_mo(buffer, german())
        target.write_bytes(buffer.getvalue())
    return target


def main(arguments: list[str]) -> int:
    """Run one of the three wishes; return the exit code."""
    match arguments:
        case ["extract", target]:
            with Path(target).open("wb") as file:
                write_po(file, extract(), sort_output=True, no_location=True)
        case ["compile"]:
            compile_german()
        case ["check"]:
            problems = gaps()
            total = sum(1 for message in german() if message.id)
            sys.stdout.write("\n".join([*problems, f"{total} German messages\n"]))
            return 1 if problems or not total else 0
        case _:
            sys.stderr.write("usage: catalogue extract FILE | check | compile\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
