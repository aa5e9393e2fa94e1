"""The one place that knows which database it talks to: finding entries that hold a token.

Both databases are asked the same question, an ``any of these``, ``all of these``, ``none of
those`` over tokens; SQLite answers from an FTS5 table that triggers keep in step, PostgreSQL from
a GIN index over the tokens as lexemes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.lookups import Lookup

Sql = tuple[str, tuple[str | int, ...]]
LEXEMES = "array_to_tsvector(string_to_array(tokens, ' '))"
ADD = "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens);"
FORGET = "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
SQLITE_UP = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(tokens, content='search_entry', "
    "content_rowid='id', detail=none, columnsize=0, tokenize=\"unicode61 tokenchars '_'\")",
    f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN {ADD} END",
    f"CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN {FORGET} END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF id, tokens ON search_entry "
    f"BEGIN {FORGET} {ADD} END",
)
BATCH = 500
ADD_UP = (
    "INSERT INTO search_term (token, entries, start, head, middle, tail) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (token) DO UPDATE "
    "SET entries = search_term.entries + excluded.entries"
)
SQLITE_DOWN = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_fts",
)
POSTGRESQL_UP = (f"CREATE INDEX search_entry_lexemes ON search_entry USING gin ({LEXEMES})",)
POSTGRESQL_DOWN = ("DROP INDEX search_entry_lexemes",)


@dataclass(frozen=True)
class Wanted:
    """Which entries: those that hold a token of each line of ``every`` and none of ``without``."""

    every: Sequence[Sequence[str]]
    without: Sequence[str] = ()

    def joined(self, either: str, both: str, but: str) -> str:
        """Write the question with the operators of a database."""
        lines = [either.join(f'"{token}"' for token in line) for line in self.every if line]
        text = both.join(f"({line})" for line in lines)
        return text + (f"{but}({either.join(map(quoted, self.without))})" if self.without else "")


def quoted(token: str) -> str:
    """Put a token in quotation marks; tokens hold letters, digits and underscores only."""
    return f'"{token}"'


@models.TextField.register_lookup
class Holds(Lookup[Any]):
    """``tokens__holds=Wanted(…)``: does the entry hold the tokens?"""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> Sql:
        """Ask the FTS5 table."""
        question = self.rhs.joined(" OR ", " AND ", " NOT ")
        return '"search_entry"."id" IN (SELECT rowid FROM search_fts(%s))', (question,)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Sql:
        """Ask the GIN index."""
        question = self.rhs.joined(" | ", " & ", " & !").replace('"', "'")
        return f"{LEXEMES} @@ %s::tsquery", (question,)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Sql:
        """Refuse any other database."""
        raise NotImplementedError(connection.vendor)


def set_up(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index of the database at hand (a migration step)."""
    _run(SQLITE_UP if editor.connection.vendor == "sqlite" else POSTGRESQL_UP, editor)


def tear_down(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index of the database at hand (the way back)."""
    _run(SQLITE_DOWN if editor.connection.vendor == "sqlite" else POSTGRESQL_DOWN, editor)


def _run(statements: Iterable[str], editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements:
        editor.execute(statement, params=None)


def tidy() -> None:
    """Let the database drop what it still remembers of removed entries."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def count_words(changes: Iterable[tuple[str, int, tuple[str, str, str, str]]]) -> None:
    """Add to the number of entries that hold each word: (word, difference, its pieces).

    Always in the same order, so that parallel writers neither lose a count nor block each other
    for good.
    """
    rows = [(token, number, *keys) for token, number, keys in sorted(changes)]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            cursor.executemany(ADD_UP, rows[start : start + BATCH])
