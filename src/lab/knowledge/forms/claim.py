"""What an anonymous author types: the code, an answer, and yes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lab.knowledge.forms.fields import Words


class CodeForm(forms.Form):
    """The code, as it was noted down."""

    code = forms.CharField(
        label=_("My code"),
        max_length=80,
        help_text=_("28 signs in groups of four. Spaces and small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """An answer to a question of the editors."""

    question = forms.CharField(max_length=20, widget=forms.HiddenInput)
    answer = Words(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawalForm(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Yes, delete it for good, with everything that hangs on it."))
