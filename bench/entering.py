"""Bring everything into the search index, by the house's own command."""

import sqlite3
import time

import psycopg
from django.conf import settings

from lab.search.actions import rebuild

TABLES = {
    "search_entry": "id, kind, object_id, lab_id, tokens, weights, stream, length, "
    "themes::text, phases::text, size, print",
    "search_term": "token, entries, start, head, middle, tail",
}


def enter(source: str = "") -> float:
    """Build the index, or copy the rows of one that was built from the same texts.

    Returns the seconds building took, or zero.
    """
    if source:
        copy(source, str(settings.DATABASES["default"]["NAME"]))
        return 0.0
    begin = time.perf_counter()
    rebuild()
    return time.perf_counter() - begin


def copy(source: str, target: str) -> None:
    """Copy the index from PostgreSQL into SQLite."""
    with psycopg.connect(source) as old, sqlite3.connect(target) as new:
        for table, columns in TABLES.items():
            names = columns.replace("::text", "")
            marks = ", ".join("?" for _ in names.split(","))
            new.execute(f"DELETE FROM {table}")
            with old.cursor(table) as rows:
                rows.execute(f"SELECT {columns} FROM {table}")
                new.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    new.close()
