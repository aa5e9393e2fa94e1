"""Reading one item of an import: what it must hold, and what makes it unreadable."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from lab.knowledge.models.contribution import Phase

KINDS = ("pitfall", "approach")
LONGEST = 20_000
MOST = 30
TITLE, THEME, SUMMARY, ID = 100, 60, 240, 120
UNSTATED = "Beim Import nicht angegeben."
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Raw = dict[str, Any]


class Unreadable(Exception):
    """The item cannot be taken; the message says why."""


@dataclass(frozen=True)
class Item:
    """A readable item: ``texts`` are the fields of its model."""

    id: str
    kind: str
    title: str
    texts: Raw
    themes: tuple[str, ...]


def read_item(raw: object) -> Item:
    """Return the item, or raise Unreadable with the reason."""
    if not isinstance(raw, dict):
        raise Unreadable(_("this is not an object with named fields"))
    kind = raw.get("kind")
    if kind not in KINDS:
        raise Unreadable(_("kind must be pitfall or approach"))
    read: Callable[[Raw], Raw] = _pitfall if kind == "pitfall" else _approach
    texts = read(raw)
    return Item(
        id=_identifier(raw), kind=str(kind), title=texts["title"], texts=texts, themes=_themes(raw)
    )


def free_slug(name: str) -> str:
    """Return the address part of a free tag; a name without Latin letters gets a hash."""
    found = slugify(name.lower().translate(GERMAN))[:THEME].strip("-")
    return found or f"tag-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def _pitfall(raw: Raw) -> Raw:
    title, overflow = _title(raw)
    return {
        "title": title,
        "what_happened": overflow + _text(raw, "what_happened"),
        "advice": _text(raw, "advice"),
        "phases": _phases(raw),
    }


def _approach(raw: Raw) -> Raw:
    title, overflow = _title(raw)
    return {
        "title": title,
        "problem": overflow + _text(raw, "problem"),
        "steps": _steps(raw),
        "summary": _shortened(_text(raw, "summary", needed=False), SUMMARY),
        "limits": _text(raw, "limits", needed=False) or UNSTATED,
    }


def _identifier(raw: Raw) -> str:
    found = raw.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str) or not found.strip() or len(found) > ID:
        raise Unreadable(_("id is missing or longer than 120 characters"))
    return _clean("id", found)


def _title(raw: Raw) -> tuple[str, str]:
    """Return the title and, when it had to be shortened, the whole of it for the text."""
    whole = " ".join(_text(raw, "title").split())
    short = _shortened(whole, TITLE)
    return short, "" if short == whole else f"{whole}\n\n"


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0][: most - 1] + "…"


def _text(raw: Raw, name: str, *, needed: bool = True) -> str:
    found = raw.get(name, "")
    if found is None or found == "":
        if needed:
            raise Unreadable(_("%(field)s is missing") % {"field": name})
        return ""
    if not isinstance(found, str):
        raise Unreadable(_("%(field)s must be text") % {"field": name})
    return _clean(name, found)


def _clean(name: str, text: str) -> str:
    """Return the text without blank edges; refuse what no database can hold."""
    stripped = text.strip()
    if not stripped:
        raise Unreadable(_("%(field)s is missing") % {"field": name})
    if len(stripped) > LONGEST:
        raise Unreadable(_("%(field)s is longer than 20,000 characters") % {"field": name})
    if "\x00" in stripped or any("\ud800" <= letter <= "\udfff" for letter in stripped):
        raise Unreadable(_("%(field)s contains characters that are no text") % {"field": name})
    return stripped


def _steps(raw: Raw) -> list[dict[str, str]]:
    """Return the steps; a text or a list of texts will do, too."""
    found = raw.get("steps")
    lines = [found] if isinstance(found, str) else found
    if not isinstance(lines, list) or not lines or len(lines) > MOST:
        raise Unreadable(_("steps must be text or a list of 1 to 30 steps"))
    return [_step(line) for line in lines]


def _step(line: object) -> dict[str, str]:
    if isinstance(line, str):
        text = _clean("steps", line)
        first, dot, rest = text.partition(". ")
        short = dot and len(first) <= TITLE
        return {"title": first if short else "", "text": rest if short else text}
    if isinstance(line, dict):
        text = _text(line, "text")
        return {"title": _shortened(_text(line, "title", needed=False), TITLE), "text": text}
    raise Unreadable(_("steps must be text or a list of 1 to 30 steps"))


def _themes(raw: Raw) -> tuple[str, ...]:
    found = raw.get("themes") or []
    if not isinstance(found, list) or len(found) > MOST:
        raise Unreadable(_("themes must be a list of at most 30 texts"))
    names = [_shortened(_text({"themes": name}, "themes"), THEME) for name in found]
    return tuple({free_slug(name): name for name in reversed(names)}.values())[::-1]


def _phases(raw: Raw) -> list[str]:
    """Return the phases the item names, by value or by word; other words say nothing to us."""
    found = raw.get("phase") or []
    words = [found] if isinstance(found, str) else found
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise Unreadable(_("phase must be text"))
    known = {str(phase.value): phase.value for phase in Phase}
    known |= {str(phase.label).casefold(): phase.value for phase in Phase}
    return list(dict.fromkeys(known[w.casefold()] for w in words if w.casefold() in known))
