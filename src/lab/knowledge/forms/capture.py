"""Writing a pitfall down: three texts and one choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lab.core.widgets import Cards
from lab.knowledge.claimcodes import new_nonce
from lab.knowledge.forms.fields import OneLine, Words
from lab.knowledge.models import Visibility

TEXTS = ("title", "what_happened", "advice")
WHO = {
    Visibility.ANONYMOUS: (
        _("The network, anonymously"),
        _("Nobody learns who wrote it. Not the editors, and not those who run this."),
    ),
    Visibility.NETWORK: (
        _("The network, with my organisation"),
        _("Others can ask you. An editor from another organisation reads it first."),
    ),
    Visibility.ORGANISATION: (_("Only my organisation"), _("It stays in the house.")),
    Visibility.PRIVATE: (_("Nobody yet"), _("A draft that only you see.")),
}


class CaptureForm(forms.Form):
    """Three texts, one choice, three minutes."""

    title = OneLine(
        label=_("In one sentence"),
        max_length=100,
        help_text=_("“If you …, then …” often says it best."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "one"}),
    )
    what_happened = Words(
        label=_("What happened?"),
        max_length=4000,
        help_text=_("Without names, office and exact date."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    advice = Words(
        label=_("What do you advise?"),
        max_length=3000,
        help_text=_("What can one do before one stumbles?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    visibility = forms.ChoiceField(
        label=_("Who should read it?"),
        choices=[(value, words) for value, (words, _hint) in WHO.items()],
        initial=Visibility.ANONYMOUS,
        widget=Cards(hints={value: hint for value, (_words, hint) in WHO.items()}),
    )
    nonce = forms.CharField(required=False, initial=new_nonce, widget=forms.HiddenInput)

    @property
    def is_anonymous(self) -> bool:
        """Was anonymity chosen?"""
        return bool(self.cleaned_data["visibility"] == Visibility.ANONYMOUS)

    @property
    def texts(self) -> dict[str, Any]:
        """Return the three texts."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def typed(self) -> str:
        """Return what has been typed so far, whether valid or not, to look for similar ones."""
        return " ".join(str(self.data.get(name, "")) for name in TEXTS)[:8000]
