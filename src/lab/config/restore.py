"""Bring back what ``lab backup`` saved, and delete again what was deleted since.

The state before is replaced only when everything has been loaded: SQLite loads into a new file that
then takes the place of the old one, PostgreSQL loads in one transaction.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps as today
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from lab.config.backup import FORMAT, Manifest, digest_of, models_of, private_files, state_of
from lab.config.environment import Misconfigured
from lab.config.locks import alone
from lab.core.deletions import delete_again, noted, tag_of
from lab.search.actions import rebuild

BATCH = 500


@dataclass(frozen=True)
class Report:
    """How much came back, and how much of it was deleted again."""

    rows: int
    files: int
    deleted: int


def restore(folder: Path) -> Report:
    """Replace database and files by those in ``folder``."""
    manifest = verified(folder)
    with alone(), private_files():
        with _fresh_database():
            _load(folder, manifest)
        _bring_files(folder, manifest)
        deleted = _delete_again()
        rebuild()
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Report(rows=rows, files=len(manifest["files"]), deleted=deleted)


def verified(folder: Path) -> Manifest:
    """Return the manifest when every file is as it was written."""
    try:
        manifest: Manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Misconfigured(f"{folder} ist keine Sicherung (manifest.json fehlt).") from None
    if manifest.get("format") != FORMAT:
        raise Misconfigured(f"{folder} hat eine unbekannte Form der Sicherung.")
    expected = {f"tables/{t}.jsonl": about["sha256"] for t, about in manifest["tables"].items()}
    expected |= {f"files/{name}": digest for name, digest in manifest["files"].items()}
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise Misconfigured(f"Die Sicherung ist beschädigt: {name} fehlt oder wurde verändert.")
    return manifest


@contextmanager
def _fresh_database() -> Iterator[None]:
    """Offer an empty database that takes the place of the present one at the end."""
    if connection.vendor == "sqlite":
        with _new_file():
            yield
    else:
        with transaction.atomic():
            _drop_tables()
            yield


@contextmanager
def _new_file() -> Iterator[None]:
    place = Path(connection.settings_dict["NAME"])
    draft = place.with_name(f".{place.name}.neu")
    _remove(draft)
    connection.close()
    connection.settings_dict["NAME"] = draft
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    for ending in ("", "-wal", "-shm"):
        old = place.with_name(place.name + ending)
        if old.exists():
            old.replace(place.with_name(f"{place.name}.vorher{ending}"))
    draft.replace(place)


def _remove(draft: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _drop_tables() -> None:
    names = connection.introspection.table_names()
    if names:
        quoted = ", ".join(connection.ops.quote_name(name) for name in names)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {quoted} CASCADE")


def _load(folder: Path, manifest: Manifest) -> None:
    """Build the tables of that time, fill them, and bring them up to date."""
    names = {(app, name) for app, name in manifest["migrations"]}
    executor = MigrationExecutor(connection)
    historic = state_of(names)
    executor.migrate(_last_of_each_app(names, executor))
    found = models_of(historic)
    with connection.constraint_checks_disabled(), transaction.atomic():
        _check_links_at_the_end()
        for model in found:
            _empty(model)
        for model in found:
            _fill(model, folder, manifest)
        _settle(found)
    call_command("migrate", interactive=False, verbosity=0)


def _check_links_at_the_end() -> None:
    """Let rows come in any order; migrations in the same transaction have ended that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _last_of_each_app(
    names: set[tuple[str, str]], executor: MigrationExecutor
) -> list[tuple[str, str]]:
    """Return the migrations that no other one of the same app follows."""
    nodes = executor.loader.graph.node_map
    return [
        name
        for name in sorted(names)
        if not any(child.key[0] == name[0] and child.key in names for child in nodes[name].children)
    ]


def _empty(model: type[models.Model]) -> None:
    """Remove rows a migration has made, without following any link."""
    rows: Any = model._default_manager.all()
    rows._raw_delete(rows.db)


def _fill(model: type[models.Model], folder: Path, manifest: Manifest) -> None:
    fields = list(model._meta.concrete_fields)
    for field in fields:
        for automatic in ("auto_now", "auto_now_add"):
            if getattr(field, automatic, False):
                setattr(field, automatic, False)
    table = model._meta.db_table
    batch: list[models.Model] = []
    number = 0
    with (folder / "tables" / f"{table}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            batch.append(model(**{f.attname: _value(f, values[f.attname]) for f in fields}))
            number += 1
            if len(batch) == BATCH:
                model._default_manager.bulk_create(batch)
                batch = []
    model._default_manager.bulk_create(batch)
    if number != manifest["tables"][table]["rows"]:
        raise Misconfigured(f"Die Sicherung ist beschädigt: {table} hat zu wenige Zeilen.")


def _value(field: "models.Field[Any, Any]", raw: Any) -> Any:
    """Return the value the field had when it was saved."""
    if isinstance(field, models.JSONField):
        return raw
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(raw)


def _settle(found: list[type[models.Model]]) -> None:
    """Let new rows get keys after the restored ones, and check all links."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)
    connection.check_constraints()


def _bring_files(folder: Path, manifest: Manifest) -> None:
    """Replace the uploaded files."""
    place = Path(settings.MEDIA_ROOT)
    draft = place.with_name(f".{place.name}.neu")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name in manifest["files"]:
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / "files" / name, draft / name)
    shutil.rmtree(place, ignore_errors=True)
    draft.rename(place)


def _delete_again() -> int:
    """Delete what had been deleted before this restore, with all that hangs on it."""
    number = 0
    for label, tags in noted().items():
        for thing in today.get_model(label)._default_manager.all().iterator():
            if tag_of(thing) in tags:
                with transaction.atomic():
                    delete_again(thing)
                number += 1
    return number
