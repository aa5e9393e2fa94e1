"""What we keep about people: every model says how it is exported and how it is deleted.

A test fails for a model without a rule.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise


@dataclass(frozen=True)
class PersonalData:
    """The rule of one model: what it is for, when it goes, and what a person gets and loses.

    ``purpose`` and ``retention`` are shown to the person. ``export(user_id)`` yields plain
    dictionaries; ``erase(user_id)`` removes or unlinks.
    """

    purpose: str | Promise
    retention: str | Promise
    export: Callable[[int], Iterable[dict[str, Any]]]
    erase: Callable[[int], None]


@dataclass(frozen=True)
class NotPersonal:
    """The model holds nothing about a person, and why."""

    reason: str | Promise


_rules: dict[str, tuple[int, PersonalData | NotPersonal]] = {}


def register(model: type[Model], rule: PersonalData | NotPersonal, *, order: int = 50) -> None:
    """State the rule of a model; erasing walks the rules by ``order``, lowest first."""
    _rules[model._meta.label] = (order, rule)


def rule_of(model: type[Model]) -> PersonalData | NotPersonal | None:
    """Return the rule of a model, or None when nobody stated one."""
    found = _rules.get(model._meta.label)
    return found[1] if found else None


def personal_rules() -> list[tuple[str, PersonalData]]:
    """Return (model label, rule) of every model with personal data, in erasing order."""
    ordered = sorted(_rules.items(), key=lambda item: (item[1][0], item[0]))
    return [(label, rule) for label, (_, rule) in ordered if isinstance(rule, PersonalData)]
