"""Telling more about a pitfall; everything but the three texts is optional."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lab.core.widgets import Cards
from lab.knowledge.forms.fields import Choices, LegalBases, Lines, fields_of
from lab.knowledge.models import Approach, Pitfall, Theme, Visibility
from lab.knowledge.models.contribution import Phase, Signature
from lab.knowledge.models.pitfall import Cause, Consequence

PLAIN = (
    "title",
    "what_happened",
    "advice",
    "severity",
    "frequency",
    "prevention_effort",
    "discovered_by",
)
AUDIENCES = [
    (Visibility.PRIVATE, _("Only me")),
    (Visibility.ORGANISATION, _("Only my organisation")),
    (Visibility.NETWORK, _("The network, with my organisation")),
    (Visibility.PUBLIC, _("Everybody on the web")),
]
AUDIENCE_HINTS = {
    Visibility.PRIVATE: _("A draft that nobody else sees."),
    Visibility.ORGANISATION: _("It stays in the house."),
    Visibility.NETWORK: _("An editor from another organisation reads it first."),
    Visibility.PUBLIC: _("An editor from another organisation reads it first."),
}


class AudienceForm(forms.Form):
    """Who may read a signed text, and who is shown as its author: the author says so."""

    visibility = forms.ChoiceField(
        label=_("Who should read it?"),
        choices=AUDIENCES,
        widget=Cards(hints={str(k): hint for k, hint in AUDIENCE_HINTS.items()}),
    )
    signature = forms.ChoiceField(label=_("Who is shown as author?"), choices=Signature.choices)


class AvoidanceForm(forms.Form):
    """Which approaches avoid a pitfall; those the viewer may read."""

    avoided_by = Lines(
        label=_("What avoids it?"),
        help_text=_("Addresses of approaches, one a line, from the address line of the browser."),
    )


class PitfallForm(forms.Form):
    """The whole pitfall, as its author or an editor changes it."""

    early_signs = Lines(label=_("Early signs"), help_text=_("One a line."))
    causes = Choices(label=_("What was it about?"), choices=Cause.choices)
    phases = Choices(label=_("When in a project does it matter?"), choices=Phase.choices)
    consequences = Choices(label=_("What did it cost?"), choices=Consequence.choices)
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

    field_order = (
        *PLAIN[:3],
        "early_signs",
        "themes",
        "phases",
        "causes",
        *PLAIN[3:6],
        "consequences",
        "discovered_by",
        "legal_basis",
        "avoided_by",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        thing: Pitfall,
        with_audience: bool = False,
        readable: QuerySet[Approach] | None = None,
    ) -> None:
        """Show the pitfall as it is; with its audience only to its author.

        ``readable`` are the approaches the viewer may name as what avoids it.
        """
        names = [name for name in (*PLAIN, *self.base_fields) if name != "themes"]
        initial = {name: getattr(thing, name) for name in names}
        super().__init__(data, initial=initial | {"themes": thing.themes.all()})
        self.fields.update(fields_of(Pitfall, PLAIN))
        self.fields["title"].widget = forms.Textarea(attrs={"rows": 2, "class": "one"})
        self.thing, self.readable = thing, readable
        if readable is not None:
            self.fields.update(AvoidanceForm.base_fields)
            linked = thing.approaches.filter(pk__in=readable.values("pk"))
            self.initial["avoided_by"] = [one.get_absolute_url() for one in linked]
        self.order_fields(self.field_order)
        if with_audience:
            self.fields.update(AudienceForm.base_fields)
            self.initial["visibility"] = thing.visibility
            self.initial["signature"] = thing.signature

    def clean_avoided_by(self) -> list[Approach]:
        """Return the approaches behind the addresses; one that is not there is told."""
        assert self.readable is not None
        ids = [line.rstrip("/").rpartition("/")[2] for line in self.cleaned_data["avoided_by"]]
        found = list(self.readable.filter(public_id__in=ids))
        if len(found) < len(set(ids)):
            raise forms.ValidationError(_("At least one of these addresses leads to no approach."))
        unseen = self.thing.approaches.exclude(pk__in=self.readable.values("pk"))
        return [*found, *unseen]

    @property
    def changes(self) -> dict[str, Any]:
        """Return the fields of the pitfall as typed."""
        apart = {"themes", "revision", "avoided_by"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}
