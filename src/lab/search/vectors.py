"""Vectors at hand: kept in the database, mapped into memory from one file for fast comparison."""

import os
import tempfile
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from lab.search import semantic
from lab.search.models import Vector

MOST_NEIGHBOURS = 60
BLOCK = 8192
KEY_BYTES = 8


def likenesses(text: str, pks: Iterable[int]) -> dict[int, float]:
    """Return how near each of these entries is to the text; those without a vector are left out."""
    numpy = import_module("numpy")
    found = list(Vector.objects.filter(pk__in=list(pks)).values_list("pk", "numbers"))
    if not found:
        return {}
    asked = numpy.frombuffer(question(text), "<f2").astype("f4")
    matrix = numpy.frombuffer(b"".join(bytes(row[1]) for row in found), "<f2")
    near = matrix.reshape(len(found), -1).astype("f4") @ asked
    return {row[0]: float(value) for row, value in zip(found, near, strict=True)}


def neighbours(text: str) -> list[int]:
    """Return the keys of the nearest entries of all, visible or not: callers look at visibility."""
    numpy = import_module("numpy")
    mapped = _mapped(numpy)
    if mapped is None:
        return []
    keys, matrix = mapped
    asked = numpy.frombuffer(question(text), "<f2").astype("f4")
    parts = [
        matrix[start : start + BLOCK].astype("f4") @ asked for start in range(0, len(keys), BLOCK)
    ]
    near = numpy.concatenate(parts)
    best = numpy.argsort(-near)[:MOST_NEIGHBOURS]
    return [int(keys[number]) for number in best]


@lru_cache(maxsize=64)
def question(text: str) -> bytes:
    """Return the vector of a question; the last few stay at hand."""
    return semantic.model().of_question(text)


def write_map() -> int:
    """Write all vectors into the file, whole or not at all, dated to the day."""
    rows = list(Vector.objects.order_by("pk").values_list("pk", "numbers"))
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(len(rows).to_bytes(KEY_BYTES, "little"))
        file.write(b"".join(pk.to_bytes(KEY_BYTES, "little") for pk, _numbers in rows))
        file.write(b"".join(bytes(numbers) for _pk, numbers in rows))
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min)).timestamp()
    os.utime(draft, (midnight, midnight))
    Path(draft).replace(path)
    return len(rows)


def _path() -> Path:
    return Path(settings.LAB_DATA) / "vectors" / f"{semantic.model().name}.f16"


def _mapped(numpy: Any) -> tuple[Any, Any] | None:
    path = _path()
    if not path.exists():
        return None
    seen = path.stat()
    return _map(numpy, str(path), (seen.st_ino, seen.st_size))


@lru_cache(maxsize=1)
def _map(numpy: Any, path: str, seen: tuple[int, int]) -> tuple[Any, Any] | None:
    with Path(path).open("rb") as file:
        number = int.from_bytes(file.read(KEY_BYTES), "little")
    if number == 0:
        return None
    keys = numpy.memmap(path, "<i8", "r", offset=KEY_BYTES, shape=(number,))
    start = KEY_BYTES * (number + 1)
    width = (seen[1] - start) // (2 * number)
    return keys, numpy.memmap(path, "<f2", "r", offset=start, shape=(number, width))
