"""Keeping the index in step with what is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F

from lab.search import semantic
from lab.search.entries import fill, fingerprint
from lab.search.index import count_words, tidy
from lab.search.models import Entry, Term, Vector, key_of
from lab.search.registry import Kind, kind_named, kinds
from lab.search.spelling import NO_PIECES, pieces
from lab.search.vectors import write_map

CHUNK = 200
ALL = ""
READ_AT_ONCE = 16


@transaction.atomic
def index(kind_name: str, ids: Iterable[int], *, force: bool = False) -> int:
    """Enter things, or enter them anew when their text has changed; drop those that are gone."""
    kind, wanted = kind_named(kind_name), list(ids)
    if kind is None or not wanted:
        return 0
    _one_at_a_time()
    entries = {e.object_id: e for e in Entry.objects.filter(kind=kind_name, object_id__in=wanted)}
    counts: Counter[str] = Counter()
    fresh: list[Entry] = []
    changed: list[Entry] = []
    present = set()
    for thing in kind.load(wanted):
        present.add(thing.pk)
        entry = entries.get(thing.pk)
        filled = _filled(kind, thing, entry, counts, force)
        if filled is not None:
            (fresh if entry is None else changed).append(filled)
    Entry.objects.bulk_create(fresh)
    for entry in changed:
        entry.save(force_update=True)
    _drop([entry for key, entry in entries.items() if key not in present], counts)
    _count(counts)
    return len(fresh) + len(changed)


@transaction.atomic
def remove(kind_name: str, ids: Iterable[int]) -> None:
    """Forget things: they are found no more, and their words are counted no more."""
    _one_at_a_time()
    counts: Counter[str] = Counter()
    _drop(list(Entry.objects.filter(kind=kind_name, object_id__in=list(ids))), counts)
    _count(counts)


def sweep() -> None:
    """Enter what is missing or has changed, forget what is gone: once a day, for quiet deeds."""
    for kind in kinds():
        for chunk in _chunks(kind):
            index(kind.name, chunk)
        _forget_superfluous(kind)
    tidy()
    read_meaning()


def rebuild(progress: Callable[[str, int], None] | None = None) -> int:
    """Enter everything anew, for instance after the list of synonyms was edited."""
    number = 0
    for kind in kinds():
        for chunk in _chunks(kind):
            number += index(kind.name, chunk, force=True)
            if progress:
                progress(kind.name, number)
        _forget_superfluous(kind)
    recount()
    tidy()
    read_meaning()
    return number


def read_meaning(most: int | None = None) -> int:
    """Let the model read entries it has not read as they stand now; does nothing when it is off."""
    if not semantic.is_on():
        return 0
    stale = Entry.objects.exclude(vector__print=F("print"), vector__model=semantic.model().name)
    ids: dict[str, list[int]] = {}
    for name, key in stale.order_by("pk").values_list("kind", "object_id")[:most]:
        ids.setdefault(name, []).append(key)
    number = 0
    for name, keys in ids.items():
        for start in range(0, len(keys), READ_AT_ONCE):
            number += _read(name, keys[start : start + READ_AT_ONCE])
    write_map()
    return number


def _read(kind_name: str, ids: Sequence[int]) -> int:
    kind = kind_named(kind_name)
    if kind is None:
        return 0
    prints = dict(
        Entry.objects.filter(kind=kind_name, object_id__in=ids).values_list("pk", "print")
    )
    things = {key_of(kind_name, thing.pk): thing for thing in kind.load(ids)}
    texts = {pk: semantic.passage_of(kind.describe(things[pk])) for pk in things if pk in prints}
    numbers = semantic.model().of_passages(list(texts.values()))
    rows = [
        Vector(entry_id=pk, numbers=vector, print=prints[pk], model=semantic.model().name)
        for pk, vector in zip(texts, numbers, strict=True)
    ]
    Vector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["numbers", "print", "model"],
    )
    return len(rows)


@transaction.atomic
def recount() -> None:
    """Count all words afresh from the entries."""
    _one_at_a_time()
    Term.objects.all().delete()
    counts: Counter[str] = Counter()
    for tokens in Entry.objects.values_list("tokens", flat=True).iterator(CHUNK):
        counts.update(tokens.split())
        counts[ALL] += 1
    _count(counts)


def _one_at_a_time() -> None:
    """Let writers queue up behind the row that counts all entries, until they commit."""
    count_words([(ALL, 0, NO_PIECES)])


def _filled(
    kind: Kind, thing: Any, entry: Entry | None, counts: Counter[str], force: bool
) -> Entry | None:
    """Return the entry of a thing as it stands now, or None when it has not changed."""
    document = kind.describe(thing)
    if entry is not None and not force and entry.print == fingerprint(document):
        return None
    if entry is None:
        entry = Entry(id=key_of(kind.name, thing.pk), kind=kind.name, object_id=thing.pk)
        entry.lab_id = getattr(thing, "lab_id", None)
        counts[ALL] += 1
    else:
        counts.subtract(entry.tokens.split())
    fill(entry, document)
    counts.update(entry.tokens.split())
    return entry


def _drop(entries: Sequence[Entry], counts: Counter[str]) -> None:
    for entry in entries:
        counts.subtract(entry.tokens.split())
        counts[ALL] -= 1
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def _count(counts: Counter[str]) -> None:
    count_words((token, number, pieces(token)) for token, number in counts.items() if number)
    fewer = sorted(token for token, number in counts.items() if number < 0 and token != ALL)
    for start in range(0, len(fewer), CHUNK):
        Term.objects.filter(token__in=fewer[start : start + CHUNK], entries__lte=0).delete()


def _chunks(kind: Kind) -> Iterator[list[int]]:
    ids = iter(list(kind.entered().values_list("pk", flat=True).order_by("pk")))
    while chunk := list(islice(ids, CHUNK)):
        yield chunk


def _forget_superfluous(kind: Kind) -> None:
    wanted = set(kind.entered().values_list("pk", flat=True))
    entered = set(Entry.objects.filter(kind=kind.name).values_list("object_id", flat=True))
    gone = sorted(entered - wanted)
    for start in range(0, len(gone), CHUNK):
        remove(kind.name, gone[start : start + CHUNK])
