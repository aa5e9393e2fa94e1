"""How well an entry answers a question: one BM25 in Python, the same on every database.

A question is a list of concepts. A concept is one word of the asker with everything it may be
found under: the whole compound, its parts, its group of synonyms, a corrected spelling.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lab.search.analysis import Word, information, words
from lab.search.everyday import damping
from lab.search.models import TOKEN_LENGTH
from lab.search.synonyms import spans

SATURATION = 1.5
PRIOR_ENTRIES = 100.0
PRIOR_HELD = 1.0
SECOND_BEST = 0.3
VERB = 0.7
LIGHT = 0.1
DAMPED_RANK = 0.75
PARTS_PROVE = 0.9
WHOLE = 1.0
GROUP = 1.0
PART = 0.75
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
    parts: dict[str, float] = field(default_factory=dict)
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
    damped = damping(shape.whole) * (1.0 if shape.is_noun else VERB)
    light = LIGHT if shape.is_light else 1.0
    return Concept(
        surface=word.surface,
        start=word.start,
        end=word.end,
        info=information(shape.share) * damped * light,
        is_noun=shape.is_noun,
        known=shape.known,
        whole=shape.whole[:TOKEN_LENGTH],
        weight=damped**DAMPED_RANK * light,
        tokens={shape.whole[:TOKEN_LENGTH]: WHOLE},
        parts={part[:TOKEN_LENGTH]: PART for part in shape.parts if part != shape.whole},
    )


@dataclass(frozen=True)
class Match:
    """How an entry answers: its score, and how surely each concept was found (0 to 1).

    Unlike the score, the proof does not depend on what else is in the collection.
    """

    score: float
    found: Mapping[int, float]


class Question:
    """A question weighted for this collection, ready to score entries."""

    def __init__(self, asked: Sequence[Concept], entries: int, held: Mapping[str, int]) -> None:
        """Weigh every token by how rare it is; ``held`` counts the entries per token."""
        self.concepts = list(asked)
        self.plan: list[tuple[str, int, int, float, float, bool]] = []
        for number, concept in enumerate(self.concepts):
            for is_part, tokens in ((False, concept.tokens), (True, concept.parts)):
                for token, weight in tokens.items():
                    if held.get(token, 0) > 0:
                        value = concept.weight * weight * rarity(entries, held[token])
                        key = f" {token}:"
                        self.plan.append((key, len(key), number, value, weight, is_part))

    def telling(self, most: int) -> list[str]:
        """Return the tokens that tell most: the best of every word first, then the second best."""
        places: Counter[int] = Counter()
        ranked = []
        for key, _, number, value, _, _ in sorted(self.plan, key=lambda item: (-item[3], item[0])):
            ranked.append((places[number], -value, key[1:-1]))
            places[number] += 1
        chosen = dict.fromkeys(token for _place, _value, token in sorted(ranked))
        return list(chosen)[:most]

    def score(self, weights: str) -> Match:
        """Score one entry."""
        find = weights.find
        found: dict[int, list[float]] = {}
        for key, length, number, value, weight, is_part in self.plan:
            at = find(key)
            if at >= 0:
                start = at + length
                amount = int(weights[start : find(" ", start)]) / 100
                share = amount / (amount + SATURATION)
                sums = found.setdefault(number, [0.0, 0.0, 0.0, 0.0])
                if is_part:
                    sums[2] += value * share
                    sums[3] += weight * share
                else:
                    sums[0] = max(sums[0], value * share)
                    sums[1] = max(sums[1], weight * share)
        return self._match(found)

    def _match(self, found: Mapping[int, Sequence[float]]) -> Match:
        """Add up: the better of whole and parts counts, and a little of the other."""
        total = 0.0
        proofs: dict[int, float] = {}
        for number, (direct, proof, joined, shares) in found.items():
            parts = len(self.concepts[number].parts)
            total += max(direct, joined) + SECOND_BEST * min(direct, joined)
            proofs[number] = max(proof, PARTS_PROVE * shares / parts if parts else 0.0)
        return Match(total, proofs)


def rarity(entries: int, held: int) -> float:
    """Return the weight of a token (smoothed, so that small collections do not jump)."""
    everything = entries + PRIOR_ENTRIES
    holding = held + PRIOR_HELD
    return math.log(1 + (everything - holding + 0.5) / (holding + 0.5))
