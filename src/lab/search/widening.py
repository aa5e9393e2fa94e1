"""A question reaches further than its letters: relatives of its words, mistyped ones put right."""

from collections.abc import Container, Iterable, Sequence

from lab.search.analysis import shape, words
from lab.search.scoring import CORRECTED, GROUP, PART, Concept
from lab.search.spelling import SHORTEST
from lab.search.synonyms import spans
from lab.search.vocabulary import Vocabulary

RELATIVE = 0.5
SAME_BEGINNING = 0.7
MOST_RELATIVES = 6
MOST_CONCEPTS = 12


def add_relatives(asked: Sequence[Concept], vocabulary: Vocabulary) -> None:
    """Let „Mitbestimmung“ find „Mitbestimmungsrecht“, and „Quereinsteiger“ „Quereinstieg“."""
    telling = sorted(asked, key=lambda concept: -concept.info)[:MOST_CONCEPTS]
    known = vocabulary.starting(concept.whole[:SHORTEST] for concept in telling)
    for concept in telling:
        related = [(closeness(concept.whole, token), token) for token in known]
        close = sorted((pair for pair in related if pair[0] > 0), reverse=True)
        for share, token in close[:MOST_RELATIVES]:
            concept.tokens.setdefault(token, RELATIVE * share)


def closeness(one: str, other: str) -> float:
    """Return how much of the first word the second one begins with, or 0 for too little."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    enough = same >= max(SHORTEST, SAME_BEGINNING * len(one))
    return same / len(one) if enough else 0.0


def mistyped(asked: Iterable[Concept], found: Container[str]) -> list[Concept]:
    """Return the words neither the lexicon nor any entry in sight knows."""
    return [
        concept
        for concept in asked
        if not concept.known and concept.whole not in found and len(concept.whole) >= SHORTEST
    ]


def add_corrections(wrong: Sequence[Concept], vocabulary: Vocabulary) -> list[str]:
    """Add to every mistyped word what was probably meant; return the tokens added."""
    added = []
    for whole, choices in vocabulary.near({concept.whole for concept in wrong}).items():
        least = choices[0][0] if choices else 0
        meant = [token for edits, token in choices if edits == least]
        for concept in (c for c in wrong if c.whole == whole):
            for token in meant:
                concept.meant.append(token)
                added += _mean(concept, token)
    return added


def _mean(concept: Concept, token: str) -> list[str]:
    made_of = shape(token)
    concept.parts = {part: PART * CORRECTED for part in made_of.parts if part != token}
    concept.tokens[token] = CORRECTED
    for group, _, _ in spans(words(token)):
        concept.tokens.setdefault(group, GROUP * CORRECTED)
    return [*concept.tokens, *concept.parts]
