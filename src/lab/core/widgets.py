"""Ways to answer a question that Django's widgets lack."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Cards(forms.RadioSelect):
    """One choice of few, each on a card with a sentence that says what it means."""

    template_name = "core/forms/cards.html"

    def __init__(self, *args: Any, hints: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        """Remember the sentence for each value."""
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sentence to the option."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class Day(forms.DateInput):
    """A day, chosen with the calendar of the device."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Speak the format browsers understand."""
        super().__init__(attrs, format="%Y-%m-%d")
