"""What readers type: how they narrow a list, and what they say about a thing."""

from typing import ClassVar, NamedTuple, TypeVar

from django import forms
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _

from lab.knowledge.models import Tap, Theme, Voice
from lab.knowledge.models.contribution import Contribution

C = TypeVar("C", bound=Contribution)


class Choice(NamedTuple):
    """One drop-down of a filter: its name in the address, its words, what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


class Narrowing:
    """How a list is narrowed by what stands in the address; unknown values narrow nothing.

    Not a Django form: its widgets render each of the many options as a template of its own.
    """

    def __init__(self, asked: QueryDict, name: str, label: str, values: type[TextChoices]) -> None:
        """Read theme and one more attribute out of the address."""
        self.name, self.label, self.values = name, label, values
        self.value = asked.get(name, "") if asked.get(name, "") in values.values else ""
        self.themes = dict(Theme.objects.filter(is_free=False).values_list("slug", "name"))
        self.theme = asked.get("thema", "") if asked.get("thema", "") in self.themes else ""

    @property
    def is_narrowed(self) -> bool:
        """Has anything been chosen?"""
        return bool(self.theme or self.value)

    @property
    def choices(self) -> list[Choice]:
        """Return the drop-downs."""
        themes = [("", _("all themes")), *self.themes.items()]
        return [
            Choice("thema", str(_("Theme")), themes, self.theme),
            Choice(self.name, self.label, [("", _("any")), *self.values.choices], self.value),
        ]

    def of(self, rows: QuerySet[C], field: str) -> QuerySet[C]:
        """Return the rows that fit; ``field`` is the attribute the second drop-down asks for."""
        if self.theme:
            rows = rows.filter(themes__slug=self.theme)
        return rows.filter(**{field: self.value}) if self.value else rows


class StoryForm(forms.Form):
    """What the warning spared us; optional."""

    story = forms.CharField(max_length=600, required=False, empty_value="")


class AdviceForm(forms.Form):
    """How the advice worked."""

    value = forms.ChoiceField(choices=Voice.Value.choices)


class TapForm(forms.ModelForm[Tap]):
    """Five attributes from 1 to 5, and what is missing."""

    class Meta:
        """All optional."""

        model = Tap
        fields = ("advantage", "fit", "simplicity", "trialability", "visibility", "missing")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.RadioSelect(choices=[(n, str(n)) for n in range(1, 6)])
            for name in ("advantage", "fit", "simplicity", "trialability", "visibility")
        }
