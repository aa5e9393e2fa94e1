"""What search keeps: one entry per thing, and how many entries hold a word."""

import hashlib

from django.db import models
from django.db.models import Q

from lab.core.ids import KeyField
from lab.directory.models import Lab

TOKEN_LENGTH = 80


def key_of(kind: str, object_id: int) -> int:
    """Return the key of a thing's entry: random like the key of the thing, the same everywhere."""
    told = hashlib.blake2b(f"{kind}:{object_id}".encode(), digest_size=8).digest()
    return int.from_bytes(told) >> 2


class Entry(models.Model):
    """A thing as it is found: its tokens and how much each of them weighs.

    Keys follow no order and there is no time in it: an entry must not tell when a thing came.
    ``weights`` reads ``" token:weight token:weight "`` in hundredths, ``facets`` holds the marks of
    themes, phases and size, ``stream`` the words in order for phrases; ``print`` recognises a text
    that has not changed. The columns read most come first: the database need not walk the others.
    """

    id = KeyField(primary_key=True, editable=False)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    lab = models.ForeignKey(Lab, models.CASCADE, null=True, related_name="+")
    facets = models.TextField(blank=True)
    weights = models.TextField()
    length = models.PositiveIntegerField()
    print = models.CharField(max_length=32)
    tokens = models.TextField()
    stream = models.TextField()

    class Meta:
        """A thing is entered once."""

        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="a_thing_is_entered_once")
        ]

    def __str__(self) -> str:
        """Return kind and key of the thing."""
        return f"{self.kind}:{self.object_id}"


class Vector(models.Model):
    """What a thing means, as numbers of a language model (an optional extra)."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="vector")
    numbers = models.BinaryField()
    print = models.CharField(max_length=32)
    model = models.CharField(max_length=40)

    def __str__(self) -> str:
        """Return the key of the entry."""
        return str(self.entry_id)


class Term(models.Model):
    """A token and the number of entries that hold it; the row with the empty token counts entries.

    ``start`` finds longer words with the same beginning; ``head``, ``middle`` and ``tail`` are
    pieces of the word: who mistypes one keeps another.
    """

    token = models.CharField(max_length=TOKEN_LENGTH, primary_key=True)
    entries = models.IntegerField(default=0)
    start = models.CharField(max_length=5, blank=True)
    head = models.CharField(max_length=32, blank=True)
    middle = models.CharField(max_length=32, blank=True)
    tail = models.CharField(max_length=32, blank=True)

    class Meta:
        """Looked up by its pieces."""

        indexes = [
            models.Index(fields=[piece], name=f"term_by_{piece}", condition=~Q(**{piece: ""}))
            for piece in ("start", "head", "middle", "tail")
        ]

    def __str__(self) -> str:
        """Return the token."""
        return self.token
