"""Copy the whole installation into a folder: one file of lines per table, and the uploaded files.

The format is the same for both databases. Rows are ordered by their key, so that the place of a row
says nothing about when it came. Sessions are left out, and so are the keys in ``LAB_DATA/keys``:
with them, pseudonyms in the copy could be traced.
"""

import base64
import datetime
import decimal
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.utils import timezone

from lab.config.environment import Misconfigured

FORMAT = 1
LEFT_OUT = {"accounts.session", "core.pulse", "search.entry", "search.term", "search.vector"}

Manifest = dict[str, Any]


def back_up(folder: Path) -> Path:
    """Write a complete copy into ``folder``, which must not exist yet or be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misconfigured(f"{folder} ist nicht leer; bitte nennen Sie einen neuen Ordner.")
    draft = folder.with_name(f".{folder.name}.unfertig")
    shutil.rmtree(draft, ignore_errors=True)
    with private_files():
        (draft / "tables").mkdir(parents=True)
        (draft / "files").mkdir()
        manifest = _tables(draft / "tables") | {"files": _files(draft / "files")}
        text = json.dumps(manifest, indent=1, sort_keys=True)
        (draft / "manifest.json").write_text(text, encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    return folder


def state_of(names: set[tuple[str, str]]) -> Apps:
    """Return the models as they were after exactly these migrations."""
    loader = MigrationLoader(connection)
    unknown = sorted(names - set(loader.disk_migrations))
    if unknown:
        raise Misconfigured(
            f"Die Daten stammen von einer neueren Fassung des Programms ({'.'.join(unknown[0])})."
        )
    return loader.project_state(sorted(names)).apps


def models_of(apps: Apps) -> list[type[Model]]:
    """Return every model with a table of its own, by name."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    return sorted((m for m in found if not m._meta.proxy), key=lambda model: model._meta.db_table)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def private_files() -> Iterator[None]:
    """Create files that only the operator can read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one consistent state while others go on writing."""
    connection.ensure_connection()
    database: Any = connection
    mode = getattr(database, "transaction_mode", None)
    outermost = not connection.in_atomic_block
    database.transaction_mode = "DEFERRED"  # SQLite: begin without the lock of a writer
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        database.transaction_mode = mode


def _tables(folder: Path) -> Manifest:
    """Write every table, and return what the manifest says about them."""
    applied = set(MigrationLoader(connection).applied_migrations)
    apps = state_of(applied)
    with snapshot():
        tables = {m._meta.db_table: _table(m, folder) for m in models_of(apps)}
    return {
        "format": FORMAT,
        "made_on": timezone.localdate().isoformat(),
        "migrations": sorted([list(name) for name in applied]),
        "tables": tables,
    }


def _table(model: type[Model], folder: Path) -> Manifest:
    path = folder / f"{model._meta.db_table}.jsonl"
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._default_manager.order_by("pk").values_list(*names)
    if model._meta.label_lower in LEFT_OUT:
        rows = rows.none()
    number = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows.iterator(chunk_size=1000):
            values = dict(zip(names, row, strict=True))
            file.write(json.dumps(values, ensure_ascii=False, default=_plain) + "\n")
            number += 1
    return {"rows": number, "sha256": digest_of(path)}


def _plain(value: object) -> str:
    """Return a value JSON does not know in a form its field can read again."""
    match value:
        case datetime.date() | datetime.time():
            return value.isoformat()
        case uuid.UUID() | decimal.Decimal() | datetime.timedelta():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode("ascii")
        case _:
            raise TypeError(type(value).__name__)


def _files(folder: Path) -> dict[str, str]:
    """Copy the uploaded files and return their hashes."""
    source, found = Path(settings.MEDIA_ROOT), {}
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file():
            name = path.relative_to(source)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, folder / name)
            (folder / name).chmod(0o600)
            found[name.as_posix()] = digest_of(folder / name)
    return found
