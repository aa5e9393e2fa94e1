"""What editors decide, ask and look at again."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lab.core.widgets import Day
from lab.knowledge.deidentification import Kind
from lab.knowledge.forms.fields import OneLine, Words

LONGEST_REVIEW = datetime.timedelta(days=5 * 366)


class ReleaseForm(forms.Form):
    """Release exactly the text that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    has_read = forms.BooleanField(
        label=_("I have read it for names, place, date, amounts, rare features, files and style.")
    )


class QuestionForm(forms.Form):
    """A question to the author."""

    text = Words(
        label=_("Your question"),
        max_length=1000,
        help_text=_("The author sees the question and your organisation, not your name."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RejectionForm(forms.Form):
    """Why a text is not published."""

    reason = Words(
        label=_("Reason for the author"),
        max_length=1000,
        help_text=_("What would have to change? The author may rework the text."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RedactionForm(forms.Form):
    """What becomes of a passage."""

    revision = forms.IntegerField(min_value=0)
    place = forms.CharField(max_length=30)
    words = forms.CharField(max_length=300, strip=False)
    kind = forms.ChoiceField(choices=Kind.choices)
    deed = forms.ChoiceField(choices=[("replace", ""), ("keep", "")])
    replacement = OneLine(max_length=200, required=False)


class OwnMarkForm(forms.Form):
    """A passage the assistant overlooked."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    words = forms.CharField(label=_("Passage, exactly as it stands"), max_length=300)
    replacement = OneLine(label=_("What should stand there"), max_length=200)
    kind = forms.ChoiceField(label=_("What does it give away?"), choices=Kind.choices)


class ReviewForm(forms.Form):
    """Still valid, and when to look again."""

    until = forms.DateField(label=_("Look again on"), widget=Day)

    def clean_until(self) -> datetime.date:
        """Return a day that is not too near and not too far."""
        day: datetime.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST_REVIEW:
            raise forms.ValidationError(_("Please choose a day within the next five years."))
        return day


class MergeForm(forms.Form):
    """Which pitfall this one lives on in."""

    into = OneLine(
        label=_("Address of the other pitfall"),
        max_length=300,
        help_text=_("Copy it from the address line of the browser."),
    )

    def clean_into(self) -> str:
        """Return the public id at the end of the address."""
        return str(self.cleaned_data["into"]).rstrip("/").rpartition("/")[2][:20]
