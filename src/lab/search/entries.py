"""From a thing to its entry: which tokens it holds and how much each of them weighs."""

import hashlib
from collections.abc import Iterable, Sequence

from lab.search.analysis import Word, words
from lab.search.models import TOKEN_LENGTH, Entry
from lab.search.registry import TITLE_WEIGHT, Document
from lab.search.synonyms import spans

VERSION = "1"
TITLE_MARK = "t_"
THEME_MARK = "theme_"
PHASE_MARK = "phase_"
SIZE_MARK = "size_"
PART_WEIGHT = 0.7
GROUP_WEIGHT = 0.9
USUAL_LENGTH = {True: 9.0, False: 60.0}
LENGTH_MATTERS = 0.55


def facet_token(mark: str, value: str) -> str:
    """Return the token under which a theme, phase or size is entered."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in value.lower())
    return (mark + plain)[:TOKEN_LENGTH]


def fingerprint(document: Document) -> str:
    """Return what changes when the text or the way of reading it changes."""
    told = repr((VERSION, document.title, document.fields, document.themes, document.phases))
    return hashlib.blake2b((told + document.size).encode(), digest_size=16).hexdigest()


def fill(entry: Entry, document: Document) -> None:
    """Write a described thing into its entry."""
    title = words(document.title)
    fields = [(words(field.text), field.weight, False) for field in document.fields if field.text]
    fields.insert(0, (title, TITLE_WEIGHT, True))
    if document.theme_names:
        fields.append((words(". ".join(document.theme_names)), 1.0, True))
    weights: dict[str, float] = {}
    for text, weight, short in fields:
        add_field(weights, text, weight, USUAL_LENGTH[short])
    told = (f"{token}:{max(round(w * 100), 1)} " for token, w in sorted(weights.items()))
    entry.weights = " " + "".join(told)
    entry.facets = " ".join(_facets(document))
    entry.tokens = " ".join(filter(None, [*sorted(weights), *_titled(title), entry.facets]))
    entry.stream = phrase(word for text, _, _ in fields for word in text)
    entry.length = sum(word.is_telling for text, _, _ in fields for word in text)
    entry.print = fingerprint(document)


def add_field(weights: dict[str, float], text: Sequence[Word], weight: float, usual: float) -> None:
    """Add the words of one field: longer fields make each of their words count less."""
    content = sum(word.is_content for word in text)
    scale = weight / (1 - LENGTH_MATTERS + LENGTH_MATTERS * content / usual)
    for token, amount in tokens_of(text):
        weights[token] = weights.get(token, 0.0) + amount * scale


def tokens_of(text: Sequence[Word]) -> list[tuple[str, float]]:
    """Return every token of a text with what it counts: wholes, parts, groups of synonyms."""
    found: list[tuple[str, float]] = []
    for word in text:
        if word.is_content:
            found.append((word.shape.whole[:TOKEN_LENGTH], 1.0))
            if len(word.shape.parts) > 1 or word.shape.parts[0] != word.shape.whole:
                found += [(part[:TOKEN_LENGTH], PART_WEIGHT) for part in word.shape.parts]
    found += [(token[:TOKEN_LENGTH], GROUP_WEIGHT) for token, _, _ in spans(text)]
    return [(token, amount) for token, amount in found if token]


def phrase(text: Iterable[Word]) -> str:
    """Return the whole words in order, function words included, each between spaces."""
    return " " + " ".join(word.shape.whole[:TOKEN_LENGTH] for word in text) + " "


def _titled(title: Sequence[Word]) -> list[str]:
    return sorted({(TITLE_MARK + token)[:TOKEN_LENGTH] for token, _ in tokens_of(title)})


def _facets(document: Document) -> list[str]:
    marks = {facet_token(THEME_MARK, theme) for theme in document.themes}
    marks |= {facet_token(PHASE_MARK, each) for each in document.phases}
    if document.size:
        marks.add(facet_token(SIZE_MARK, document.size))
    return sorted(marks)
