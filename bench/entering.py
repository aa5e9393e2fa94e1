"""Bring everything into the search index, by the house's own command."""

import contextlib
import sqlite3
import time

import psycopg
from django.apps import apps
from django.conf import settings
from django.db.models import JSONField, Model

from lab.search.actions import rebuild


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
    """Copy the tables of the index from PostgreSQL into SQLite."""
    with psycopg.connect(source) as old, contextlib.closing(sqlite3.connect(target)) as new:
        for model in apps.get_app_config("search").get_models():
            copy_table(model, old, new)
        new.commit()


def copy_table(model: type[Model], old: psycopg.Connection, new: sqlite3.Connection) -> None:
    """Copy the rows of one model; the triggers of the target keep its word index in step."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    names = ", ".join(field.column for field in fields)
    read = ", ".join(f"{f.column}::text" if isinstance(f, JSONField) else f.column for f in fields)
    marks = ", ".join("?" for _ in fields)
    new.execute(f"DELETE FROM {table}")
    with old.cursor(table) as rows:
        rows.execute(f"SELECT {read} FROM {table}")
        new.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
