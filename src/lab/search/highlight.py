"""Showing where a text answers: marked words, and the passage that holds most of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lab.search.analysis import Word, words
from lab.search.synonyms import spans

PASSAGE = 170
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Spot:
    """A word of a text that answers the question."""

    word: Word
    tokens: frozenset[str]


def read_through(text: str) -> list[Spot]:
    """Return the telling words of a text with all tokens they hold, in order."""
    read = words(text)
    groups: dict[int, set[str]] = {}
    for token, first, last in spans(read):
        for number in range(first, last + 1):
            groups.setdefault(number, set()).add(token)
    return [
        Spot(word, frozenset({word.shape.whole, *word.shape.parts} | groups.get(number, set())))
        for number, word in enumerate(read)
        if word.is_telling
    ]


def answering(read: Sequence[Spot], wanted: Collection[str]) -> list[Spot]:
    """Return those that hold one of the wanted tokens, with only these."""
    matching = ((spot.word, spot.tokens.intersection(wanted)) for spot in read)
    return [Spot(word, tokens) for word, tokens in matching if tokens]


def spots(text: str, wanted: Collection[str]) -> list[Spot]:
    """Return the words of a text that hold one of the wanted tokens, in order."""
    return answering(read_through(text), wanted)


def marked(text: str, wanted: Collection[str]) -> SafeString:
    """Return the text with the answering words marked."""
    done = 0
    pieces: list[tuple[str, str]] = []
    for spot in spots(text, wanted):
        pieces.append((text[done : spot.word.start], text[spot.word.start : spot.word.end]))
        done = spot.word.end
    front = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", front, text[done:])


def passage(text: str, wanted: Collection[str]) -> SafeString:
    """Return the passage of about two lines that answers best, marked."""
    sentences = list(_sentences(text))
    if not sentences:
        return SafeString("")
    best = max(range(len(sentences)), key=lambda n: (_answers(sentences[n], wanted), -n))
    chosen = _until_full(sentences[best:])
    front = "… " if best else ""
    behind = " …" if len(chosen) < len(" ".join(sentences[best:])) else ""
    return format_html("{}{}{}", front, marked(chosen, wanted), behind)


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        if sentence.strip():
            yield sentence.strip()


def _answers(sentence: str, wanted: Collection[str]) -> int:
    return len({token for spot in spots(sentence, wanted) for token in spot.tokens})


def _until_full(sentences: Sequence[str]) -> str:
    text = ""
    for sentence in sentences:
        if text and len(text) + len(sentence) > PASSAGE:
            break
        text = f"{text} {sentence}".strip()
    return text if len(text) <= PASSAGE * 1.5 else text[:PASSAGE].rsplit(" ", 1)[0]
