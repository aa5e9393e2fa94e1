"""The texts of a contribution, each with its place: what editors read, mark and replace."""

from typing import NamedTuple

from lab.knowledge.models import Approach, Pitfall

PITFALL = ("title", "what_happened", "advice", "discovered_by")
APPROACH = (
    "title",
    "summary",
    "problem",
    "needs_people",
    "needs_time",
    "needs_money",
    "needs_technology",
    "needs_decisions",
    "results",
    "limits",
    "contact_role",
)


class Text(NamedTuple):
    """A text of a contribution: where it stands, what the field is called, and the words."""

    place: str
    label: str
    words: str


def texts_of(thing: Pitfall | Approach) -> list[Text]:
    """Return every text others would read, in the order of the page."""
    names = PITFALL if isinstance(thing, Pitfall) else APPROACH
    found = [Text(name, _label(thing, name), getattr(thing, name)) for name in names]
    if isinstance(thing, Pitfall):
        signs = enumerate(thing.early_signs)
        found += [Text(f"early_signs.{n}", _label(thing, "early_signs"), sign) for n, sign in signs]
    else:
        for n, step in enumerate(thing.steps):
            found += [Text(f"steps.{n}.{key}", _label(thing, "steps"), step[key]) for key in step]
    return [text for text in found if text.words]


def set_text(thing: Pitfall | Approach, place: str, words: str) -> str:
    """Put the words in their place and return the name of the field that changed."""
    name, *inside = place.split(".")
    if not inside:
        setattr(thing, name, words)
        return name
    rows = getattr(thing, name)
    number = int(inside[0])
    if len(inside) == 1:
        rows[number] = words
    else:
        rows[number][inside[1]] = words
    return name


def limit_of(thing: Pitfall | Approach, place: str) -> int:
    """How long may the text in this place be?"""
    field = thing._meta.get_field(place.split(".")[0])
    return getattr(field, "max_length", None) or 1000


def _label(thing: Pitfall | Approach, name: str) -> str:
    return str(getattr(thing._meta.get_field(name), "verbose_name", name))
