"""Finding: from words to ranked things the viewer may read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lab.core.audience import Viewer
from lab.search import semantic, vectors
from lab.search.analysis import words
from lab.search.candidates import MOST_TOKENS, Candidate, Scope, gather, merged, nearby
from lab.search.entries import PHASE_MARK, SIZE_MARK, THEME_MARK, facet_token, phrase
from lab.search.registry import kinds
from lab.search.scoring import Concept, Match, Question, concepts
from lab.search.vocabulary import Vocabulary
from lab.search.widening import add_corrections, add_relatives, mistyped

LONGEST_QUESTION = 600
QUOTED = re.compile(r"[\"„“”»«]([^\"„“”»«]+)[\"„“”»«]")
MOST_COUNTED = 1000
FAR_BEHIND = 0.12
MOST_CORRECTED = 3


@dataclass(frozen=True)
class Narrowing:
    """To what the viewer narrows the search: any of these kinds, themes, phases and sizes."""

    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()

    @property
    def marks(self) -> list[list[str]]:
        """Return the tokens entries must hold, one of each line."""
        chosen = ((THEME_MARK, self.themes), (PHASE_MARK, self.phases), (SIZE_MARK, self.sizes))
        return [[facet_token(mark, value) for value in values] for mark, values in chosen if values]

    def __bool__(self) -> bool:
        """Is anything chosen?"""
        return bool(self.kinds or self.marks)


@dataclass(frozen=True)
class Hit:
    """A found thing: its kind and key, how well it fits and what of the question it holds."""

    kind: str
    object_id: int
    score: float
    match: Match
    candidate: Candidate
    likeness: float | None = None


@dataclass
class Asked:
    """A question read, widened and weighted, with the candidates that may answer it."""

    question: Question
    candidates: list[Candidate]
    phrases: list[str]
    held: dict[str, int]
    likeness: dict[int, float] = field(default_factory=dict)

    @property
    def concepts(self) -> list[Concept]:
        """Return the words of the question."""
        return self.question.concepts

    def hits(self, candidates: Iterable[Candidate] | None = None) -> list[Hit]:
        """Score the candidates, best first; equal ones by key, so that the order never varies."""
        chosen = self.candidates if candidates is None else candidates
        matches = [(one, self.question.score(one.weights)) for one in chosen]
        hits = [self._hit(one, match) for one, match in matches if match.score > 0 or self.likeness]
        return sorted(hits, key=lambda hit: (-round(hit.score, 9), hit.candidate.pk))

    def _hit(self, one: Candidate, match: Match) -> Hit:
        if not self.likeness:
            return Hit(one.kind, one.object_id, match.score, match, one)
        likeness = self.likeness.get(one.pk, semantic.USUAL)
        score = semantic.joined(likeness, match.score)
        return Hit(one.kind, one.object_id, score, match, one, likeness)


@dataclass(frozen=True)
class Finding:
    """What was found: hits, their number (at most 1,001), and how many per kind and mark."""

    hits: list[Hit]
    number: int
    facets: Counter[str]
    asked: Asked

    @property
    def is_cut(self) -> bool:
        """Are there more than are counted?"""
        return self.number > MOST_COUNTED


def find(viewer: Viewer, text: str, *, narrowing: Narrowing | None = None) -> Finding:
    """Find what the viewer may read and what fits the words, best first."""
    chosen = narrowing or Narrowing()
    everything = kinds()
    asked = ask(Scope(viewer, everything), text, by_meaning=False)
    near = _near(asked.hits())
    hits = near
    if chosen:
        within = [kind for kind in everything if kind.name in chosen.kinds or not chosen.kinds]
        narrow = Scope(viewer, within, chosen.marks, asked.phrases)
        hits = _near(asked.hits(gather(narrow, asked.question.telling(MOST_TOKENS), asked.held)))
    return Finding(hits, len(hits), _facets(near[:MOST_COUNTED]), asked)


def ask(scope: Scope, text: str, *, by_meaning: bool = True) -> Asked:
    """Read a question and gather its candidates; mistyped words are put right on the way.

    A word counts as mistyped when nothing the viewer may read holds it, and a correction counts
    only where such a thing holds it: neither tells what is written in hidden texts.
    """
    known = Vocabulary()
    text = text[:LONGEST_QUESTION]
    phrases = [phrase(words(quoted)) for quoted in QUOTED.findall(text)]
    phrases = [each for each in phrases if each.strip()]
    scope = replace(scope, phrases=phrases)
    asked = concepts(text)
    add_relatives(asked, known)
    held = known.held(["", *_tokens(asked)])
    question = Question(asked, held.get("", 0), held)
    candidates = gather(scope, question.telling(MOST_TOKENS), held)
    wrong = [c for c in mistyped(asked, ()) if not _seen(c.whole, candidates)][:MOST_CORRECTED]
    if wrong:
        meant = known.held(add_corrections(wrong, known))
        held |= meant
        question = Question(asked, held.get("", 0), held)
        wanted = [token for token in question.telling(len(held)) if token in meant]
        candidates = merged(candidates, gather(scope, wanted[:MOST_TOKENS], held))
        for concept in wrong:
            concept.meant = [token for token in concept.meant if _seen(token, candidates)]
    asked_for = Asked(question, candidates, phrases, held)
    if semantic.is_on() and by_meaning and text.strip() and not phrases:
        _read_meaning(asked_for, scope, text)
    return asked_for


def _read_meaning(asked: Asked, scope: Scope, text: str) -> None:
    """Add what means something near, and measure how near every candidate is."""
    known = {candidate.pk for candidate in asked.candidates}
    near = [pk for pk in vectors.neighbours(text) if pk not in known]
    asked.candidates += nearby(scope, near)
    asked.likeness = vectors.likenesses(text, (candidate.pk for candidate in asked.candidates))


def _tokens(asked: Sequence[Concept]) -> list[str]:
    return [token for concept in asked for token in (*concept.tokens, *concept.parts)]


def _seen(token: str, candidates: Iterable[Candidate]) -> bool:
    key = f" {token}:"
    return any(key in candidate.weights for candidate in candidates)


def _near(hits: list[Hit]) -> list[Hit]:
    """Leave out what lies far behind the best."""
    least = hits[0].score * FAR_BEHIND if hits else 0.0
    return [hit for hit in hits if hit.score >= least][: MOST_COUNTED + 1]


def _facets(hits: Sequence[Hit]) -> Counter[str]:
    facets: Counter[str] = Counter()
    for hit in hits:
        facets[hit.kind] += 1
        facets.update(hit.candidate.facets.split())
    return facets
