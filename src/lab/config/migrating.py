"""Bring the database to the state of the program, and keep a copy of the state before."""

from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lab.config.backup import back_up

KEPT = 5
PATIENCE = 5


def reach() -> None:
    """Raise OperationalError at once when the database server does not answer."""
    if connection.vendor != "postgresql":
        return
    words: dict[str, Any] = dict(connection.get_connection_params())
    words.pop("pool", None)
    with connection.wrap_database_errors:
        psycopg.connect(**words | {"connect_timeout": PATIENCE}).close()


def pending() -> list[str]:
    """Return the names of the migrations that have not run yet."""
    reach()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    """Is there no table at all yet?"""
    return not connection.introspection.table_names()


def migrate() -> Path | None:
    """Run what is pending; return where the state before was saved, if there was one."""
    if not pending():
        return None
    saved = None if is_empty() else back_up(_place())
    call_command("migrate", interactive=False, verbosity=0)
    _forget_old()
    return saved


def _place() -> Path:
    stamp = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
    return Path(settings.LAB_DATA) / "backups" / f"vor-migration-{stamp}"


def _forget_old() -> None:
    """Keep the newest copies only: old ones would hold what has been deleted since."""
    folder = Path(settings.LAB_DATA) / "backups"
    if not folder.is_dir():
        return
    for old in sorted(folder.glob("vor-migration-*"))[:-KEPT]:
        for file in sorted(old.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        old.rmdir()
