"""Words that say little: how far a matching word is allowed to prove that a thing fits."""

from functools import cache
from pathlib import Path

import yaml

from lab.search.analysis import words

FILE = Path(__file__).with_name("everyday.yaml")
DAMPING = {"general": 0.1, "administrative": 0.5}


def damping(whole: str) -> float:
    """Return the share of its information that counts for a word."""
    return _damped().get(whole, 1.0)


@cache
def _damped() -> dict[str, float]:
    lists = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        word.shape.whole: factor
        for name, factor in reversed(DAMPING.items())
        for word in words(lists[name])
    }
