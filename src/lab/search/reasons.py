"""Why something is shown: one sentence that begins with „Weil“, in words of the text itself."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from lab.search.analysis import lemma
from lab.search.finding import Hit
from lab.search.highlight import Spot, answering, read_through
from lab.search.registry import Document
from lab.search.scoring import Concept

MOST_NAMED = 2
LEAST_PROOF = 0.15
LEAST_TOLD = 0.4


def because(hit: Hit, asked: Sequence[Concept], document: Document) -> str:
    """Return the sentence: shared nouns if there are any, else other words, else a theme."""
    telling = _telling(hit, asked)
    text = f"{document.title}. {document.text}"
    read = read_through(text)
    nouns = [_noun(concept, text, read) for concept in telling if concept.is_noun]
    named = list(dict.fromkeys(noun for noun in nouns if noun))[:MOST_NAMED]
    if len(named) > 1:
        return _("Because it is about %(one)s and %(two)s there, too.") % {
            "one": named[0],
            "two": named[1],
        }
    if named:
        return _("Because it is about %(word)s there, too.") % {"word": named[0]}
    return _other(telling, text, read) or _about(document)


def because_of_theme(name: str) -> str:
    """Return the sentence for something that belongs to the asker's theme."""
    return _("Because it belongs to “%(theme)s”.") % {"theme": name}


def because_avoided(place: int) -> str:
    """Return the sentence for an approach that avoids the pitfall shown at this place."""
    sentences = (
        _("Because it avoids the first pitfall."),
        _("Because it avoids the second pitfall."),
        _("Because it avoids the third pitfall."),
    )
    if place < len(sentences):
        return sentences[place]
    return _("Because it avoids one of these pitfalls.")


def _telling(hit: Hit, asked: Sequence[Concept]) -> list[Concept]:
    found = hit.match.found
    weighed = [
        (asked[number].info * proof, number)
        for number, proof in found.items()
        if proof >= LEAST_PROOF and asked[number].info * proof >= LEAST_TOLD
    ]
    return [asked[number] for _weight, number in sorted(weighed, reverse=True)]


def _noun(concept: Concept, text: str, read: Sequence[Spot]) -> str:
    """Return the word of the text that stands for the concept, fit to follow „um“."""
    found = answering(read, {*concept.tokens, *concept.parts})
    nouns = [spot for spot in found if _is_noun(spot)]
    if not nouns:
        return ""
    best = max(nouns, key=lambda spot: _strength(spot, concept))
    surface = text[best.word.start : best.word.end].strip("-")
    return in_accusative(surface)


def _is_noun(spot: Spot) -> bool:
    return spot.word.shape.is_noun and spot.word.surface[:1].isupper()


def _strength(spot: Spot, concept: Concept) -> tuple[float, int]:
    weights = {**concept.parts, **concept.tokens}
    return max(weights.get(token, 0.0) for token in spot.tokens), -spot.word.start


@lru_cache(maxsize=4096)
def in_accusative(surface: str) -> str:
    """Take genitive and dative endings off a noun: des Personalrats → Personalrat."""
    base = lemma(surface)
    low = surface.lower()
    if low in {f"{base}s", f"{base}es"} or (low == f"{base}n" and base.endswith(("er", "el"))):
        return surface[: len(base)]
    return surface


def _other(telling: Sequence[Concept], text: str, read: Sequence[Spot]) -> str:
    for concept in telling:
        found = answering(read, {*concept.tokens, *concept.parts})
        if found:
            word = found[0].word
            return _("Because “%(word)s” plays a part there, too.") % {
                "word": text[word.start : word.end]
            }
    return ""


def _about(document: Document) -> str:
    if document.theme_names:
        return because_of_theme(document.theme_names[0])
    return _("Because it tells of something similar.")
