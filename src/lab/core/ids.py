"""Random identifiers: nothing to enumerate, nothing that brackets a row between timed ones."""

import secrets
from typing import Any

from django.db import models

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


def random_key_field() -> "models.BigIntegerField[Any, Any]":
    """Return a random primary key; in SQLite it is also the row's place in the file."""
    return models.BigIntegerField(primary_key=True, default=random_pk, editable=False)
