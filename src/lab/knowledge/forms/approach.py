"""Writing an approach: what works, told so that another house can take it over."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lab.knowledge.forms.fields import Choices, LegalBases, OneLine, Words, fields_of
from lab.knowledge.forms.pitfall import AudienceForm
from lab.knowledge.models import Approach, Theme, Visibility
from lab.knowledge.models.approach import Involve, Opening

NEEDS = ("needs_people", "needs_time", "needs_money", "needs_technology", "needs_decisions")
PLAIN = (
    "title",
    "summary",
    "problem",
    *NEEDS,
    "results",
    "evidence",
    "limits",
    "no_known_limits",
    "maturity",
    "contact_role",
    "visits_possible",
    "licence",
)
MOST_STEPS = 12
SPARE_STEPS = 3
APART = frozenset({"themes", "revision", "note"})


class StepForm(forms.Form):
    """One step: a few words and at most three sentences."""

    title = OneLine(label=_("Step in a few words"), max_length=100, required=False)
    text = Words(
        label=_("What is done"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


Steps = forms.formset_factory(StepForm, extra=0, max_num=MOST_STEPS, validate_max=True)


def steps_form(data: Mapping[str, Any] | None, approach: Approach) -> "forms.BaseFormSet[StepForm]":
    """Return the steps as rows, with some blank ones below; typed ones stand for themselves."""
    if data is not None:
        return Steps(data, prefix="steps")
    known = [{"title": one.get("title", ""), "text": one["text"]} for one in approach.steps]
    blank = [{"title": "", "text": ""}] * max(0, min(SPARE_STEPS, MOST_STEPS - len(known)))
    return Steps(initial=known + blank, prefix="steps")


def steps_of(formset: "forms.BaseFormSet[StepForm]") -> list[dict[str, str]]:
    """Return the rows somebody filled in, in their order."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("text")]
    return [{"title": row.get("title", ""), "text": row["text"]} for row in rows]


class ApproachForm(forms.Form):
    """The whole approach; problem, needs and limits are wanted once it is handed in."""

    involve = Choices(label=_("Whom to involve"), choices=Involve.choices)
    opening = Choices(label=_("What does it open?"), choices=Opening.choices)
    legal_basis = LegalBases(
        label=_("Legal basis"),
        help_text=_("One a line, with the month of the edition: ANBest-P no. 1.4 (2019-06)"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.filter(is_free=False),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = OneLine(
        label=_("What is new?"),
        max_length=200,
        required=False,
        help_text=_("One sentence for those who know the earlier version."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        thing: Approach,
        is_ready: bool = False,
        with_audience: bool = True,
    ) -> None:
        """Show the approach as it is; ``is_ready`` asks for what others need to take it over."""
        kept = [name for name in (*PLAIN, *self.base_fields) if name not in APART - {"revision"}]
        initial = {name: getattr(thing, name) for name in kept}
        is_kept = not thing._state.adding
        super().__init__(data, initial=initial | {"themes": thing.themes.all() if is_kept else []})
        self.is_ready = is_ready
        self.fields.update(fields_of(Approach, PLAIN))
        for name in ("title", "summary"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "class": "one"})
        self.fields["problem"].required = is_ready
        if thing.publish_on is None:
            del self.fields["note"]
        if with_audience:
            self.fields.update(AudienceForm.base_fields)
            chosen = thing.visibility or Visibility.NETWORK
            self.initial["visibility"] = chosen
            self.initial["signature"] = thing.signature

    def clean(self) -> dict[str, Any]:
        """Ask for needs and limits when others are to read it."""
        cleaned = self.cleaned_data
        if self.is_ready and not any(cleaned.get(name) for name in NEEDS):
            self.add_error("needs_time", _("Please say in at least one field what it needs."))
        if self.is_ready and not (cleaned.get("limits") or cleaned.get("no_known_limits")):
            self.add_error(
                "limits", _("Please say where it did not work, or choose “No limits are known”.")
            )
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """Return the fields of the approach as typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in APART}
