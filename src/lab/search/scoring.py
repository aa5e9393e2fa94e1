"""How well an entry answers a question: one BM25 in Python, the same on every database.

A question is a list of concepts. A concept is one word of the asker with everything it may be
found under: the whole compound, its parts, its group of synonyms, a corrected spelling.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lab.search.analysis import Word, information, words
from lab.search.everyday import damping
from lab.search.models import TOKEN_LENGTH
from lab.search.synonyms import spans

SATURATION = 1.1
PRIOR_ENTRIES = 100.0
PRIOR_HELD = 1.0
SECOND_BEST = 0.3
VERB = 0.7
DAMPED_RANK = 0.5
WHOLE = 1.0
GROUP = 0.9
PART = 0.55
CORRECTED = 0.8


@dataclass
class Concept:
    """One word of the question: under which tokens it is found and how much each proves."""

    surface: str
    start: int
    end: int
    info: float
    is_noun: bool
    known: bool
    whole: str
    weight: float = 1.0
    tokens: dict[str, float] = field(default_factory=dict)
    meant: list[str] = field(default_factory=list)


def concepts(text: str) -> list[Concept]:
    """Read a question: each content word once, with synonyms attached."""
    read = words(text)
    found: dict[int, Concept] = {}
    seen: dict[str, Concept] = {}
    for number, word in enumerate(read):
        if word.is_content and word.shape.whole:
            known = seen.get(word.shape.whole)
            found[number] = seen[word.shape.whole] = known or _concept(word)
    for token, first, last in spans(read):
        inside = [found[n] for n in range(first, last + 1) if n in found]
        for concept in inside:
            concept.tokens.setdefault(token[:TOKEN_LENGTH], GROUP / len(inside))
    return list({id(concept): concept for concept in found.values()}.values())


def _concept(word: Word) -> Concept:
    shape = word.shape
    tokens = {shape.whole[:TOKEN_LENGTH]: WHOLE}
    if len(shape.parts) > 1 or shape.parts[0] != shape.whole:
        for part in shape.parts:
            tokens.setdefault(part[:TOKEN_LENGTH], PART)
    damped = damping(shape.whole) * (1.0 if shape.is_noun else VERB)
    return Concept(
        surface=word.surface,
        start=word.start,
        end=word.end,
        info=information(shape.share) * damped,
        is_noun=shape.is_noun,
        known=shape.known,
        whole=shape.whole[:TOKEN_LENGTH],
        weight=damped**DAMPED_RANK,
        tokens=tokens,
    )


@dataclass
class Match:
    """How an entry answers: its score, and for each concept how well it was found (0 to 1)."""

    score: float
    found: tuple[float, ...]


class Question:
    """A question weighted for this collection, ready to score entries."""

    def __init__(self, asked: Sequence[Concept], entries: int, held: Mapping[str, int]) -> None:
        """Weigh every token by how rare it is; ``held`` counts the entries per token."""
        self.concepts = list(asked)
        self.plan = [
            [
                (f" {token}:", concept.weight * weight * rarity(entries, held.get(token, 0)), weight)
                for token, weight in concept.tokens.items()
                if held.get(token, 0) > 0
            ]
            for concept in self.concepts
        ]
        self.total = sum(concept.info for concept in self.concepts) or 1.0

    def score(self, weights: str) -> Match:
        """Score one entry."""
        total, found = 0.0, []
        for tokens in self.plan:
            gain, proof = _concept_score(tokens, weights)
            total += gain
            found.append(proof)
        return Match(total, tuple(found))


def rarity(entries: int, held: int) -> float:
    """Return the weight of a token (smoothed, so that small collections do not jump)."""
    everything = entries + PRIOR_ENTRIES
    holding = held + PRIOR_HELD
    return math.log(1 + (everything - holding + 0.5) / (holding + 0.5))


def _concept_score(tokens: Sequence[tuple[str, float, float]], weights: str) -> tuple[float, float]:
    direct = parts = proof = part_proof = 0.0
    for key, gain, weight in tokens:
        at = weights.find(key)
        if at < 0:
            continue
        start = at + len(key)
        amount = int(weights[start : weights.index(" ", start)]) / 100
        gained = gain * amount / (amount + SATURATION)
        if weight == PART:
            parts += gained
            part_proof += weight
        else:
            direct = max(direct, gained)
            proof = max(proof, weight)
    best, second = max(direct, parts), min(direct, parts)
    number = sum(1 for _, _, weight in tokens if weight == PART)
    return best + SECOND_BEST * second, max(proof, part_proof / (PART * max(number, 1)) * 0.9)
