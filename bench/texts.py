"""German texts in any number, put together from the sentences the house brings with it."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

CONTENT = Path(__file__).resolve().parent.parent / "src" / "lab" / "content"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
LONGEST = 600
WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{4,}")


@cache
def sentences() -> list[str]:
    """Every sentence of the examples."""
    texts: list[str] = []
    for path in sorted((CONTENT / "pitfalls").glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            texts += [item["what_happened"], item["advice"], *item.get("early_signs", [])]
    found = [sentence.strip() for text in texts for sentence in SENTENCE.split(text)]
    return sorted({sentence for sentence in found if len(sentence) > 20})


@cache
def titles() -> tuple[list[str], list[str]]:
    """The first and the second halves of the examples' titles."""
    halves = []
    for path in sorted((CONTENT / "pitfalls").glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            first, comma, second = item["title"].partition(", dann ")
            if comma:
                halves.append((first, second))
    return [first for first, _ in halves], [second for _, second in halves]


@cache
def halves() -> tuple[list[str], list[str]]:
    """First and last halves of compounds."""
    known = yaml.safe_load(Path(__file__).with_name("compounds.yaml").read_text(encoding="utf-8"))
    return known["first"], known["last"]


def compound(dice: random.Random) -> str:
    """A noun an administration might have."""
    first, last = halves()
    return dice.choice(first) + dice.choice(last)


def title(dice: random.Random) -> str:
    """One sentence of at most 100 characters."""
    first, second = titles()
    whole = f"{dice.choice(first)}, dann {dice.choice(second)}"
    return whole if len(whole) <= 100 else f"Wenn die {compound(dice)} fehlt, dann wird es teuer"


def story(dice: random.Random, number: int) -> str:
    """Some sentences about a thing with a name of its own."""
    return " ".join([f"Es ging um {compound(dice)}.", *dice.sample(sentences(), number)])


def searches(seed: int) -> Iterator[str]:
    """Words as people type them into a search field: single, several, compounds, slips."""
    dice = random.Random(seed)
    known = sorted({word for sentence in sentences() for word in WORD.findall(sentence)})
    while True:
        words = [dice.choice(known) for _ in range(dice.randint(1, 3))]
        kind = dice.randrange(4)
        if kind == 1:
            words[0] = compound(dice)
        elif kind == 2:
            words[0] = slip(words[0], dice)
        elif kind == 3:
            words = [word.lower() for word in words]
        yield " ".join(words)


def slip(word: str, dice: random.Random) -> str:
    """The word with two letters in the wrong order."""
    place = dice.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def plans(seed: int) -> Iterator[str]:
    """What somebody is about to do, in one paragraph."""
    dice = random.Random(seed)
    while True:
        thing, more = compound(dice), " ".join(dice.sample(sentences(), 3))
        text = f"Wir wollen im nächsten Jahr bei uns {thing} einführen und suchen Rat. {more}"
        yield text[:LONGEST]
