"""German text as words a machine can compare: morphemes, stems, folded umlauts.

„Kitaplatzvergaben“ becomes the whole ``kitaplatzvergab`` with the parts ``kita``, ``platz`` and
``vergab``, so that a compound is found whether it is written in one word or in three.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Protocol

import Stemmer
from HanTa.HanoverTagger import HanoverTagger

WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*(?:-(?=\s))?")
LONGEST_WORD = 60
MOST_WORDS = 3000
SHARP = (
    r"(?<=gro)ss|(?<=grö)ss|(?<=stra)ss(?=e|b|r)|(?<=\bfu)ss|(?<=gru)ss|(?<=au)ss(?=er|en)",
    r"(?<=\bma)ss(?=nahm|stab)|(?<=wei)ss|(?<=hei)ss|(?<=schlie)ss|(?<=flie)ss|(?<=lie)ss",
    r"(?<=rei)ss|(?<=spa)ss|(?<=blo)ss|(?<=sto)ss|(?<=sü)ss|(?<=mä)ss(?=\b|ig)|(?<=\bbu)ss(?=g)",
)
UNFOLD = (
    (re.compile(r"(?:(?<![aeo])|(?<=^ge)|(?<=^be))ae(?!l\b|ls\b|ro)"), "ä"),
    (re.compile(r"(?:(?<!o)|(?<=^ge))oe(?!s[it]|xi|ver|ffi[^g])"), "ö"),
    (re.compile(r"(?:(?<![aeoqäöu])|(?<=^ge))ue(?!nz|t\b|(?<=[tdnsx]ue)ll)"), "ü"),
    (re.compile("|".join(SHARP)), "ß"),
)
FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
FUNCTION_TAGS = (
    *("APP", "APZR", "ART", "KO", "PDAT", "PDS", "PIAT", "PPER", "PPOS", "PREL", "PRF", "PTK"),
    *("PW", "VA", "VM", "ITJ", "$"),
)
LIGHT_TAGS = ("ADV", "PIS", "PAV", "PROAV")
JOINED_TO_NEXT = ("PTKVZ", "PREF_NEG", "PREF_")
WORDS_PER_TEXT = 80
RAREST = 9.0
UNSEEN = -19.0
SHORTEST_VERB = 4
NOT_OF_VERBS = frozenset(
    [
        "zeit",
        "satz",
        "sitz",
        "schul",
        "fuhr",
        "stell",
        "bild",
        "wart",
        "zahl",
        "halt",
        "teil",
        "stift",
        "fass",
        "spann",
        "pack",
        "acht",
    ]
)
SHORTEST_SIDE = 3
SURE_SIDE = 5


class Tagger(Protocol):
    """What we use of HanTa: morphemes of a word, and its tables of (logarithmic) frequencies."""

    cache: Mapping[str, list[tuple[int, float]]]
    tag2int: Mapping[str, int]
    int2tag: Mapping[int, str]
    stemdict: Mapping[int | None, Mapping[str, str]]
    LP_m_t: Mapping[int | None, Mapping[str, float]]
    LP_wtag: Mapping[int | None, float]

    def analyze(self, word: str, *, taglevel: int) -> Any:
        """Return lemma, morphemes and part of speech of a word."""


@dataclass(frozen=True)
class Shape:
    """What a word is made of, regardless of where it stands.

    Function words are left out; light words help to rank and prove nothing. ``share`` is the
    logarithm of how likely the word is in everyday German, ``known`` whether the
    lexicon knows all its morphemes.
    """

    whole: str
    parts: tuple[str, ...]
    is_function: bool
    is_light: bool
    is_noun: bool
    share: float
    known: bool


@dataclass(frozen=True)
class Word:
    """A word of a text at its place, with its shape."""

    surface: str
    start: int
    end: int
    shape: Shape

    @property
    def is_content(self) -> bool:
        """Does the word carry meaning of its own?"""
        return not self.shape.is_function

    @property
    def is_telling(self) -> bool:
        """Does it tell what the text is about, unlike „nur“, „noch“ or „niemand“?"""
        return self.is_content and not self.shape.is_light


def words(text: str) -> list[Word]:
    """Return the words of a text in order; overlong texts are cut."""
    return list(_words(unicodedata.normalize("NFC", text)))


def _words(text: str) -> Iterator[Word]:
    for number, found in enumerate(WORD.finditer(text)):
        if number >= MOST_WORDS:
            return
        surface = found.group()
        yield Word(surface, found.start(), found.end(), shape(surface))


@lru_cache(maxsize=60_000)
def shape(surface: str) -> Shape:
    """Return the shape of one word, whatever its capitals."""
    acronym = surface.isupper() and len(surface) <= 4
    return _shape(unfold(surface.strip("-").replace("‑", "-").lower()[:LONGEST_WORD]), acronym)


def lemma(surface: str) -> str:
    """Return the form of a word the dictionary lists, in small letters."""
    found = _tagger().analyze(unfold(surface.lower()).capitalize(), taglevel=1)[0]
    return str(found).lower()


def unfold(word: str) -> str:
    """Write ae, oe and ue as umlauts, and ss as ß, where they stand for one."""
    for pattern, umlaut in UNFOLD:
        word = pattern.sub(umlaut, word)
    return word


def fold(word: str) -> str:
    """Write umlauts and accents as plain letters."""
    plain = unicodedata.normalize("NFKD", word).lower().translate(FOLD)
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(filter(str.isalnum, plain))


def stem(word: str) -> str:
    """Return the folded Snowball stem of a lower-case word; „Prüfung“ joins „prüfen“."""
    found = fold(_stemmer().stemWord(word))
    verb = found.removesuffix("ung")
    return verb if len(verb) >= SHORTEST_VERB and verb not in NOT_OF_VERBS else found


@lru_cache(maxsize=30_000)
def _shape(word: str, acronym: bool) -> Shape:
    pieces = [piece for piece in word.split("-") if piece]
    if len(pieces) == 1:
        return _single(pieces[0], acronym)
    shapes = [_single(piece, False) for piece in pieces]
    parts = tuple(part for each in shapes for part in each.parts)
    last = stem(pieces[-1])
    return Shape(
        whole=fold("".join(pieces[:-1])) + last,
        parts=parts,
        is_function=all(each.is_function for each in shapes),
        is_light=False,
        is_noun=shapes[-1].is_noun,
        share=sum(each.share for each in shapes),
        known=all(each.known for each in shapes),
    )


def _single(word: str, acronym: bool) -> Shape:
    if not word.isalpha():
        token = fold(word)
        number = len(token) < 2 or token.isdigit()
        return Shape(token, (token,), number, False, False, UNSEEN / 2, True)
    tagger = _tagger()
    _lemma, morphemes, pos = tagger.analyze(word.capitalize(), taglevel=3)
    known = word in tagger.cache or all(map(_seen, morphemes))
    roots = _roots(morphemes)
    if not known and len(roots) == 1:
        roots = divide(word) or roots
    parts = tuple(dict.fromkeys(filter(None, map(stem, roots))))
    verb = pos.startswith("VV") or pos == "NNI"
    whole = stem(word) if not verb and len(parts) != 1 else "".join(parts)
    return Shape(
        whole=whole or fold(word),
        parts=parts or (stem(word),),
        is_function=not acronym and (pos == "CARD" or _is_one_of(FUNCTION_TAGS, word)),
        is_light=not acronym and _is_one_of(LIGHT_TAGS, word),
        is_noun=pos.startswith(("NN", "NE")) and pos != "NNI",
        share=_share(morphemes),
        known=known,
    )


def _roots(morphemes: list[tuple[str, str]]) -> list[str]:
    """Join prefixes to what follows, drop seams and endings, and return the roots of a word."""
    roots: list[str] = []
    prefix = ""
    for morpheme, tag in morphemes:
        if tag == "PREF_PP" or tag in {"FUGE", "HYPHEN"}:
            continue
        if tag.startswith(JOINED_TO_NEXT):
            prefix += morpheme
        elif tag.startswith("SUF"):
            if tag == "SUF_FEM" and roots and not roots[-1].endswith(("r", "t", "eg")):
                roots[-1] += morpheme
        else:
            roots.append(prefix + _root(morpheme, tag))
            prefix = ""
    return [root for root in roots if len(root) > 1] or roots


def divide(word: str) -> list[str]:
    """Divide a compound the lexicon does not know where it knows at least one side.

    „Sitzungsstream“ becomes Sitzung and Stream. Both sides known is better than one; of two such
    places the more even one wins.
    """
    best: tuple[int, int, list[str]] = (0, 0, [])
    for place in range(SHORTEST_SIDE, len(word) - SHORTEST_SIDE + 1):
        left, right = _without_seam(word[:place]), word[place:]
        sides = [(left, left in _lexicon()), (right, right in _lexicon())]
        certain = sum(known for _, known in sides)
        if certain == 0 or (certain == 1 and not _stands_out(sides)):
            continue
        length = min(len(left), len(right)) if certain == len(sides) else place
        best = max(best, (certain, length, [left, right]))
    return best[2]


def _stands_out(sides: list[tuple[str, bool]]) -> bool:
    (first, first_known), (second, _) = sides
    known, other = (first, second) if first_known else (second, first)
    return len(known) >= SURE_SIDE and len(other) >= SHORTEST_SIDE + (1 if first_known else 0)


def _without_seam(left: str) -> str:
    if left in _lexicon():
        return left
    for seam in ("s", "es", "n", "en", "er", "e"):
        if left.endswith(seam) and left[: -len(seam)] in _lexicon():
            return left[: -len(seam)]
    return left


@cache
def _lexicon() -> frozenset[str]:
    tagger = _tagger()
    nouns = tagger.LP_m_t[tagger.tag2int["NN"]]
    known = {word.lower() for word in tagger.cache if len(word) > SHORTEST_SIDE and word.isalpha()}
    return frozenset(known.union(noun for noun in nouns if len(noun) >= SHORTEST_SIDE))


def _root(morpheme: str, tag: str) -> str:
    """Return the present form of a strong verb: schrieb → schreib."""
    tagger = _tagger()
    known = tagger.stemdict.get(tagger.tag2int.get(tag), {})
    return str(known.get(morpheme, morpheme))


def _is_one_of(tags: tuple[str, ...], word: str) -> bool:
    tagger = _tagger()
    found = tagger.cache.get(word) or tagger.cache.get(word.capitalize())
    if not found:
        return len(word) < 2 and tags is FUNCTION_TAGS
    tag = max(found, key=lambda pair: pair[1])[0]
    return tagger.int2tag[tag].startswith(tags)


def _seen(pair: tuple[str, str]) -> bool:
    tagger = _tagger()
    return pair[0] in tagger.LP_m_t.get(tagger.tag2int.get(pair[1]), {})


def _share(morphemes: list[tuple[str, str]]) -> float:
    tagger = _tagger()
    total = 0.0
    for morpheme, tag in morphemes:
        if tag.startswith(("SUF", "FUGE", "HYPHEN", "PREF_PP", "PTKVZ")):
            continue
        number = tagger.tag2int.get(tag)
        total += tagger.LP_m_t.get(number, {}).get(morpheme, -11.5)
        total += max(tagger.LP_wtag.get(number, -1.8), -2.5)
    return max(total, UNSEEN) if total else UNSEEN


def information(share: float) -> float:
    """Return how much a word tells that occurs with this (logarithmic) share in German."""
    chance = -math.expm1(-WORDS_PER_TEXT * math.exp(share))
    return min(-math.log(max(chance, 1e-9)), RAREST)


@cache
def _tagger() -> Tagger:
    load: Callable[[str], Tagger] = HanoverTagger
    return load("morphmodel_ger.pgz")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")
