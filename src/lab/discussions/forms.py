"""What people type in comments and reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lab.discussions.models import Comment, Report


class CommentForm(forms.ModelForm[Comment]):
    """An addition or an objection, and who is shown as its author."""

    class Meta:
        """What the author chooses."""

        model = Comment
        fields = ("kind", "text", "signature")
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea({"rows": 4}),
            "signature": forms.RadioSelect,
        }


class ReportForm(forms.ModelForm[Report]):
    """What is wrong."""

    class Meta:
        """Only the reason."""

        model = Report
        fields = ("reason",)
        widgets = {"reason": forms.Textarea({"rows": 4})}
        help_texts = {
            "reason": _("For example: a person can be recognised, somebody is hurt, it is untrue.")
        }
