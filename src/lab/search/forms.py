"""What people type into search and foresight: shape only."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lab.search.finding import LONGEST_QUESTION, Narrowing

MOST_CHOICES = 20
LAST_PLACE = 980


class SearchForm(forms.Form):
    """The words, what they are narrowed to, and from which place on rows are shown."""

    q = forms.CharField(label=_("Search"), max_length=200, required=False)
    ab = forms.IntegerField(min_value=0, max_value=LAST_PLACE, required=False)

    @property
    def words(self) -> str:
        """Return the words, however long they were."""
        return str(self.data.get("q", "")).replace("\x00", "").strip()[:LONGEST_QUESTION]

    @property
    def start(self) -> int:
        """Return the place of the first row; odd values mean the beginning."""
        self.is_valid()
        return self.cleaned_data.get("ab") or 0

    @property
    def narrowing(self) -> Narrowing:
        """Return what is ticked."""
        return Narrowing(
            kinds=self._ticked("kind"),
            themes=self._ticked("thema"),
            phases=self._ticked("phase"),
            sizes=self._ticked("groesse"),
        )

    def _ticked(self, name: str) -> tuple[str, ...]:
        listed: list[str] = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        return tuple(value for value in listed[:MOST_CHOICES] if value.strip())


class AskForm(forms.Form):
    """What somebody is about to do, in a sentence."""

    vor = forms.CharField(
        label=_("What are you about to do?"),
        max_length=LONGEST_QUESTION,
        error_messages={"required": _("Please write in one sentence what you are about to do.")},
        widget=forms.Textarea(attrs={"rows": 1}),
    )
