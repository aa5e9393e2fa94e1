"""Adding a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lab.knowledge.cleaning import MOST_BYTES, Clean, Refused, clean_file
from lab.knowledge.forms.fields import OneLine
from lab.knowledge.models.approach import Licence


class AttachmentForm(forms.Form):
    """A file, what it is called, and under which terms others may use it."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_(
            "PDF, OpenDocument, Word, Excel, PowerPoint, PNG, JPEG, CSV or text, up to 10 MB. "
            "Author, place and time are removed from the file."
        ),
    )
    title = OneLine(label=_("Title"), max_length=120)
    licence = forms.ChoiceField(
        label=_("Licence"), choices=[("", _("not said")), *Licence.choices], required=False
    )
    is_editable = forms.BooleanField(label=_("Others can edit it"), required=False)

    def clean_file(self) -> Clean:
        """Return the file as it will be kept."""
        upload: Any = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Please make it smaller or split it.")
            )
        try:
            return clean_file(upload.name, upload.read())
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def words(self) -> dict[str, Any]:
        """Return what is said about the file."""
        return {name: self.cleaned_data[name] for name in ("title", "licence", "is_editable")}
