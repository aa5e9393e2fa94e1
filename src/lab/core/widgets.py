"""Ways to answer a question that Django's widgets lack."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Cards(forms.RadioSelect):
    """One choice of few, each on a card with a sentence that says what it means."""

    template_name = "core/forms/cards.html"

    def __init__(
        self, hints: Mapping[str, object] | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        """Remember the sentence for each value."""
        super().__init__(attrs)
        self.hints = hints or {}

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        """Add to each choice its sentence."""
        groups = super().optgroups(name, value, attrs)
        for _group, options, _index in groups:
            for option in options:
                option["hint"] = self.hints.get(str(option["value"]), "")
        return groups


class Day(forms.DateInput):
    """A day, chosen with the calendar of the device."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Speak the format browsers understand."""
        super().__init__(attrs, format="%Y-%m-%d")
