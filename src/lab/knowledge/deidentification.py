"""A reader that marks what might give somebody away; it suggests, people decide."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a passage might give away."""

    NAME = "name", _("Name")
    FUNCTION = "function", _("Person")
    UNIT = "unit", _("Unit")
    PLACE = "place", _("Place")
    DATE = "date", _("Date")
    AMOUNT = "amount", _("Amount")
    RARE = "rare", _("Rare feature")
    CONTACT = "contact", _("Contact")


@dataclass(frozen=True)
class Finding:
    """A passage, where it stands, why it was marked, and what could stand there instead."""

    kind: Kind
    start: int
    end: int
    passage: str
    suggestion: str

    @property
    def label(self) -> str | Promise:
        """Return the word for the kind."""
        return self.kind.label


UPPER = "A-ZÄÖÜ"
WORD = rf"[{UPPER}][a-zäöüß]+(?:-[{UPPER}][a-zäöüß]+)*"
MONTHS = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "Jan\\.|Feb\\.|Apr\\.|Aug\\.|Sept?\\.|Okt\\.|Nov\\.|Dez\\."
)
OFFICES = (
    "Amts|Abteilungs|Referats|Sachgebiets|Team|Fachbereichs|Fachdienst|Dezernats|Projekt|Büro|"
    "Haupt|Stabsstellen|Schul|Kita|Personal|IT|Bereichs|Gruppen"
)
ROLES = (
    r"(?:(?:Ober)?[Bb]ürgermeister|Landr[aä]t|Beigeordnete|Dezernent|Kämmer(?:er|in)|"
    r"Stadtdirektor|Kreisdirektor|Pressesprecher|Personalratsvorsitzende|Datenschutzbeauftragte|"
    r"Gleichstellungsbeauftragte|Stadtbaur[aä]t)(?:in|e|er|en|r|es|s)?"
)
OWN = r"(?:(?:[Uu]nsere?[rmns]?|[Mm]eine?[rmns]?|[Dd](?:ie|er|em|en|es)|[Ee]ine?[rmns]?)\s+)?"
SEASONS = {
    "frühjahr": "im Frühjahr",
    "sommer": "im Sommer",
    "herbst": "im Herbst",
    "winter": "im Winter",
}
SEASON_OF = ["winter"] * 2 + ["frühjahr"] * 3 + ["sommer"] * 3 + ["herbst"] * 3 + ["winter"]
TRAILING = re.compile(r"(?:\s+(?:im|in|der|die|das|dem|den|des|und|mit|von|war|ist|hat))+$")
SMALL_WORDS = frozenset(
    [
        "am",
        "im",
        "in",
        "der",
        "die",
        "das",
        "dem",
        "den",
        "des",
        "vom",
        "zum",
        "bis",
        "unser",
        "unsere",
        "unserer",
        "unserem",
        "unseren",
        "mein",
        "meine",
        "ein",
        "eine",
        "einer",
        "einem",
        "einen",
        "für",
    ]
)
MONTH_WORDS = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(text, flags)


PATTERNS: list[tuple[Kind, re.Pattern[str]]] = [
    (Kind.CONTACT, _pattern(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")),
    (Kind.CONTACT, _pattern(r"(?:https?://|www\.)[^\s<>\"]{3,200}")),
    (Kind.CONTACT, _pattern(r"(?<![\d.,])(?:\+49|0)[\s/-]?\d{2,5}[\s/-]\d[\d\s/-]{3,12}\d\b")),
    (
        Kind.RARE,
        _pattern(
            r"\b(?:[Aa]ls\s+)?(?:(?:[Dd](?:er|ie|as|em|en|es)|[Uu]nsere?[mnrs]?)\s+)?"
            r"(?:bundesweit\s+|landesweit\s+|kreisweit\s+)?einzig(?:e[mnrs]?|artige?[mnrs]?)\b"
            r"(?:\s+(?:[\wäöüß-]+)){0,5}",
        ),
    ),
    (
        Kind.RARE,
        _pattern(
            r"\b(?:als\s+)?(?:(?:der|die|das|dem)\s+)?(?:erste[mnrs]?|größte[mnrs]?|kleinste[mnrs]?)"
            rf"\s+{WORD}\s+(?:in|im|des|der|bundesweit|landesweit|Deutschlands)\b(?:\s+{WORD})?",
        ),
    ),
    (
        Kind.DATE,
        _pattern(
            rf"\b(?:(?:[Aa]m|[Vv]om|[Zz]um|[Bb]is)\s+)?\d{{1,2}}\.\s?(?:{MONTHS})(?:\s+\d{{4}})?\b"
        ),
    ),
    (
        Kind.DATE,
        _pattern(
            r"\b(?:(?:[Aa]m|[Vv]om|[Zz]um|[Bb]is)\s+)?\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d{2}\b)?"
        ),
    ),
    (Kind.DATE, _pattern(rf"\b(?:[Ii]m\s+)?(?:{MONTHS})\s+(?:19|20)\d{{2}}\b")),
    (Kind.DATE, _pattern(r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b")),
    (
        Kind.AMOUNT,
        _pattern(
            r"\b\d{1,3}(?:[.\s\u00a0]\d{3})*(?:,\d{1,2})?[\s\u00a0]?"
            r"(?:Tsd\.?|Mio\.?|Millionen?|tausend)?[\s\u00a0]?(?:Euro\b|EUR\b|€|TEUR\b|T€)"
        ),
    ),
    (Kind.AMOUNT, _pattern(r"\b\d{4,7}(?:,\d{1,2})?[\s\u00a0]?(?:Euro\b|EUR\b|€)")),
    (
        Kind.NAME,
        _pattern(
            rf"\b(?:Frau|Herrn?|Kolleg(?:e|in|en)|Dr\.|Prof\.)(?:\s+(?:Dr\.|Prof\.))*"
            rf"\s+(?:{WORD}|[{UPPER}]\.)(?:\s+{WORD})?"
        ),
    ),
    (
        Kind.FUNCTION,
        _pattern(
            rf"\b{OWN}(?:{OFFICES})"
            r"(?:leit(?:er|erin|ung|ern)|chef(?:in)?|vorsitzende[rn]?)(?:s|nen)?\b"
        ),
    ),
    (Kind.FUNCTION, _pattern(rf"\b{OWN}{ROLES}\b")),
    (
        Kind.UNIT,
        _pattern(
            r"\b(?:[Ii]m\s+|[Dd](?:as|em|er|ie)\s+|[Vv]om\s+)?"
            r"(?:Amt|Fachbereich|Fachdienst|Abteilung|Referat|Dezernat|Sachgebiet|Stabsstelle|Team)\s+"
            rf"(?:[IVX]+\b|\d[\d./-]*|{WORD})"
        ),
    ),
    (
        Kind.PLACE,
        _pattern(
            rf"\b(?:[Ii]m|[Ii]n\s+der|[Dd](?:er|ie|em|en)|[Ff]ür\s+(?:den|die))?\s?"
            rf"\b(?:Stadt|Kreis|Landkreis|Gemeinde|Samtgemeinde|Verbandsgemeinde|Ortsteil|Stadtteil)"
            rf"\s+(?!{ROLES}){WORD}"
        ),
    ),
    (Kind.PLACE, _pattern(rf"\b{WORD}(?:straße|platz|weg|gasse|allee)\s+\d{{1,4}}[a-z]?\b")),
]


def suggest(text: str, places: Iterable[str] = ()) -> list[Finding]:
    """Return the passages that might give somebody away, in the order of the text.

    ``places`` are names that are known in the lab, such as those of its organisations. Where two
    findings overlap, the one that begins first and is longer stays.
    """
    found = sorted(_raw(text, places), key=lambda one: (one.start, -one.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def _raw(text: str, places: Iterable[str]) -> Iterator[Finding]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield _finding(kind, match)
    names = sorted({name for name in places if len(name) > 2}, key=len, reverse=True)
    if names:
        alternatives = "|".join(re.escape(name) for name in names)
        for match in re.finditer(
            rf"\b(?:[Ii]n\s+(?:der\s+)?|[Ii]m\s+)?(?:{alternatives})s?\b", text
        ):
            yield _finding(Kind.PLACE, match)


def _finding(kind: Kind, match: re.Match[str]) -> Finding:
    raw = match.group()
    passage = TRAILING.sub("", raw.strip())
    start = match.start() + len(raw) - len(raw.lstrip())
    instead = _instead(kind, passage)
    if _begins_sentence(match.string[:start]):
        instead = instead[:1].upper() + instead[1:]
    return Finding(kind, start, start + len(passage), passage, instead)


def _begins_sentence(before: str) -> bool:
    """Does a sentence begin behind these words?"""
    return not before.strip() or before.rstrip(" ")[-1] in ".!?\n"


def _instead(kind: Kind, passage: str) -> str:
    """Return what could stand there; nothing where only a person can say it."""
    words = {
        Kind.NAME: "eine beteiligte Person",
        Kind.FUNCTION: "die Leitung",
        Kind.UNIT: "die Fachabteilung",
        Kind.PLACE: _place(passage),
        Kind.DATE: _date(passage),
        Kind.AMOUNT: _amount(passage),
        Kind.CONTACT: "…",
    }.get(kind, "")
    first = passage.partition(" ")[0]
    begins_sentence = first[:1].isupper() and first.lower() in SMALL_WORDS
    return words[:1].upper() + words[1:] if begins_sentence else words


def _place(passage: str) -> str:
    return "bei uns" if passage.lower().startswith(("in ", "im ")) else "unser Haus"


def _amount(passage: str) -> str:
    digits = re.sub(r"\D", "", passage.split(",")[0])
    lowered = passage.lower()
    zeros = 6 if "mi" in lowered else 3 if "t" in lowered.replace("eur", "") else 0
    names = {1: "ein-", 2: "zwei-", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben"}
    name = names.get(len(digits) + zeros)
    if name is None:
        return "ein hoher Betrag"
    return "ein kleiner Betrag" if name.endswith("-") else f"ein {name}stelliger Betrag"


def _date(passage: str) -> str:
    lowered = passage.lower()
    number = re.search(r"\.\s?(\d{1,2})\.", lowered) or re.search(r"-(\d{2})-", lowered)
    month = next((n for n, word in enumerate(MONTH_WORDS) if word in lowered), None)
    if month is None and number and 1 <= int(number.group(1)) <= 12:
        month = int(number.group(1)) - 1
    if month is None:
        return "damals"
    return SEASONS[SEASON_OF[month]]
