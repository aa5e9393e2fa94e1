"""Questions that Django's fields lack: texts with plain line ends, lists by line, legal bases."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import CharField, Model, TextField
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

LEGAL = re.compile(r"(?P<norm>.+?)\s*[;,(]\s*(?:Stand\s*:?\s*)?(?P<as_of>\d{4}-\d{2})\)?")


def fields_of(model: type[Model], names: Iterable[str]) -> dict[str, forms.Field]:
    """Return form fields for these fields of the model, with its words and limits."""
    return fields_for_model(model, fields=list(names), formfield_callback=_form_field)


def _form_field(field: Any, **kwargs: Any) -> forms.Field | None:
    """Let texts come with plain line ends; everything else as the model says."""
    if isinstance(field, TextField):
        kwargs["form_class"] = Words
    elif type(field) is CharField and not field.choices:
        kwargs["form_class"] = OneLine
    found: forms.Field | None = field.formfield(**kwargs)
    if isinstance(found, forms.TypedChoiceField):
        found.choices = [("", _("not said")), *field.choices]
    return found


class Choices(forms.MultipleChoiceField):
    """Several of few, kept as a list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        """Nothing need be chosen."""
        super().__init__(required=False, **kwargs)


class Lines(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def __init__(self, *, most: int = 8, longest: int = 300, **kwargs: Any) -> None:
        """Take at most ``most`` lines of at most ``longest`` signs."""
        self.most, self.longest = most, longest
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines without blanks."""
        text = super().clean(value)
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(_("At most %(most)d lines."), params={"most": self.most})
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(
                _("A line has at most %(longest)d characters."), params={"longest": self.longest}
            )
        return lines


class LegalBases(Lines):
    """Legal bases, one a line, each with the month of the edition: ``§ 25 HGO (2024-05)``."""

    def prepare_value(self, value: Any) -> Any:
        """Show each basis as a line."""
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return "\n".join(_basis_line(one) for one in value)
        return value

    def clean(self, value: Any) -> Any:
        """Return a list of norms, each with its edition where one is given."""
        return [_basis(line) for line in super().clean(value)]


def _basis(line: str) -> dict[str, str]:
    match = LEGAL.fullmatch(line)
    return match.groupdict() if match else {"norm": line, "as_of": ""}


def _basis_line(basis: dict[str, str]) -> str:
    as_of = basis.get("as_of", "")
    return f"{basis.get('norm', '')} ({as_of})" if as_of else basis.get("norm", "")


class OneLine(forms.CharField):
    """A sentence: line ends become blanks."""

    def to_python(self, value: Any) -> str:
        """Return the sentence on one line."""
        return " ".join((super().to_python(value) or "").split())


class Words(forms.CharField):
    """A text of several paragraphs with plain line ends, so that it is as long everywhere."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text with plain line ends."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
