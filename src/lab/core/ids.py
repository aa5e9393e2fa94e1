"""Random identifiers: nothing to enumerate, nothing that brackets a row between timed ones."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def random_public_id() -> str:
    """Draw a public id of 10 characters (about 49 bit) without look-alike letters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def random_pk() -> int:
    """Draw a primary key of 62 bit, so that the order of keys says nothing about time."""
    return secrets.randbits(62) or 1


def public_id_field() -> "models.CharField[str, str]":
    """Return the model field that names a thing in addresses."""
    return models.CharField(
        max_length=LENGTH, unique=True, default=random_public_id, editable=False
    )


if TYPE_CHECKING:
    WholeNumber = models.BigIntegerField[int, int]
else:
    WholeNumber = models.BigIntegerField


class KeyField(WholeNumber):
    """A primary key that is drawn, not counted.

    In SQLite a key of the type ``integer`` is the row's place in the file; any other type leaves a
    hidden number beside it that counts upwards and tells the order in which rows came.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the type of the column."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


def random_key_field() -> KeyField:
    """Return a random primary key."""
    return KeyField(primary_key=True, default=random_pk, editable=False)
