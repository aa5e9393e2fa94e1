"""Two people changed the same text: what stands there now, and what the second one typed."""

from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lab.knowledge.models import Approach, Pitfall


class Difference(NamedTuple):
    """One field that differs: the present words and the typed ones."""

    label: str | Promise
    present: str
    typed: str


def differences(
    thing: Pitfall | Approach, form: forms.Form, steps: list[dict[str, str]] | None = None
) -> list[Difference]:
    """Return the fields in which the typed text is not the present one."""
    found = []
    if steps is not None and isinstance(thing, Approach) and steps != thing.steps:
        found.append(Difference(_("Steps"), _step_lines(thing.steps), _step_lines(steps)))
    for name, field in form.fields.items():
        if not hasattr(thing, name) or isinstance(field.widget, forms.HiddenInput):
            continue
        present = _words(form.initial.get(name), field)
        typed = _words(form.cleaned_data.get(name), field)
        if present != typed:
            found.append(Difference(field.label or name, present, typed))
    return found


def _words(value: Any, field: forms.Field) -> str:
    """Write a value as people read it on the page."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(one) for one in value or []))
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(word) for key, word in _pairs(field.choices)}
        chosen = value if isinstance(value, list) else [value or ""]
        return ", ".join(words.get(str(one), str(one)) for one in chosen)
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(prepared)


def _step_lines(steps: list[dict[str, str]]) -> str:
    return "\n".join(": ".join(filter(None, (one.get("title"), one["text"]))) for one in steps)


def _pairs(choices: Any) -> list[tuple[Any, Any]]:
    return [(key, word) for key, word in choices]
