"""What readers type: how they narrow a list, and what they say about a thing."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lab.knowledge.models import Approach, Pitfall, Tap, Theme, Voice
from lab.knowledge.models.approach import Maturity
from lab.knowledge.models.contribution import Contribution
from lab.knowledge.models.pitfall import Severity

C = TypeVar("C", bound=Contribution)


class _Filter(forms.Form):
    """Narrow a list by theme; unknown values are left out instead of refused."""

    thema = forms.ModelChoiceField(
        Theme.objects.filter(is_free=False),
        to_field_name="slug",
        required=False,
        label=_("Theme"),
        empty_label=_("all themes"),
    )

    def clean_value(self, name: str) -> Any:
        """Return the value of a field when it is valid, else nothing."""
        self.is_valid()
        return self.cleaned_data.get(name)

    def _by_theme(self, rows: QuerySet[C]) -> QuerySet[C]:
        theme = self.clean_value("thema")
        return rows.filter(themes=theme) if theme else rows

    @property
    def is_narrowed(self) -> bool:
        """Has anything been chosen?"""
        return any(self.clean_value(name) for name in self.fields)


class PitfallFilter(_Filter):
    """Narrow the list of pitfalls."""

    schwere = forms.ChoiceField(
        choices=[("", _("any")), *Severity.choices], required=False, label=_("How bad?")
    )

    def narrow(self, rows: QuerySet[Pitfall]) -> QuerySet[Pitfall]:
        """Return the rows that fit."""
        severity = self.clean_value("schwere")
        chosen = self._by_theme(rows)
        return chosen.filter(severity=severity) if severity else chosen


class ApproachFilter(_Filter):
    """Narrow the list of approaches."""

    reife = forms.ChoiceField(
        choices=[("", _("any")), *Maturity.choices], required=False, label=_("Maturity")
    )

    def narrow(self, rows: QuerySet[Approach]) -> QuerySet[Approach]:
        """Return the rows that fit."""
        maturity = self.clean_value("reife")
        chosen = self._by_theme(rows)
        return chosen.filter(maturity=maturity) if maturity else chosen


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
