"""What people type about labs, organisations and themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lab.core.widgets import Day
from lab.directory.models import (
    AccessibilityStatement,
    BarrierReport,
    Lab,
    LegalPage,
    MailDomain,
    Organisation,
    Profile,
)
from lab.directory.models.membership import Role
from lab.directory.models.profile import Badge


class PeopleFilter(forms.Form):
    """Whom one looks for."""

    q = forms.CharField(label=_("Name or words"), max_length=100, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        to_field_name="public_id",
        empty_label=_("all"),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        """Offer the organisations of the lab."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations


class ProfileForm(forms.ModelForm[Profile]):
    """What I tell about myself; every part is optional."""

    badges = forms.MultipleChoiceField(
        label=_("How I see myself here"),
        help_text=_("As you like; no rights come with it."),
        choices=Badge.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        """All of it."""

        model = Profile
        fields = ("can", "seeks", "cares", "badges")
        widgets = {
            "can": forms.Textarea({"rows": 3}),
            "seeks": forms.Textarea({"rows": 3}),
            "cares": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "can": _("For example: run a workshop, read a tender, explain a register."),
            "seeks": _(
                "For example: experience with online appointments, a partner to think with."
            ),
            "cares": _("What you would like to move in your administration."),
        }


class ApplicationForm(forms.Form):
    """Which organisation one acts for, and why one comes."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("For which organisation do you act?"),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(
        label=_("What brings you here?"),
        help_text=_("Only the coordination of the organisation reads this."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        """Offer the organisations that are open to this person."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations


class RolesForm(forms.Form):
    """The roles a coordinator may grant; others stay as they are."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, grantable: Iterable[str], **kwargs: Any) -> None:
        """Offer only these roles."""
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        allowed = set(grantable)
        field.choices = [choice for choice in Role.choices if choice[0] in allowed]


class InvitationForm(RolesForm):
    """Whom to invite, and with which roles."""

    email = forms.EmailField(
        label=_("Mail address"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("The letter goes out whether or not an account exists already."),
    )
    field_order = ("email", "roles")


class DomainForm(forms.ModelForm[MailDomain]):
    """A mail domain whose owners may ask to join."""

    class Meta:
        """Only the domain."""

        model = MailDomain
        fields = ("domain",)
        help_texts = {"domain": _("For example luenen.de. Every request is still decided by you.")}

    def clean_domain(self) -> str:
        """Take what people type: with @, in capitals."""
        return str(self.cleaned_data["domain"]).strip().lower()


class LabForm(forms.ModelForm[Lab]):
    """What a lab is called and what it is for."""

    class Meta:
        """The address of a lab never changes."""

        model = Lab
        fields = ("name", "purpose")
        widgets = {"purpose": forms.Textarea({"rows": 4})}


class OrganisationForm(forms.ModelForm[Organisation]):
    """What the directory says about an organisation."""

    class Meta:
        """All of it."""

        model = Organisation
        fields = ("name", "short_name", "kind", "size_class", "land", "key")
        help_texts = {"key": _("Eight digits, for a county five; leave it empty if there is none.")}


class LegalPageForm(forms.ModelForm[LegalPage]):
    """The text of one legal page."""

    class Meta:
        """Only the text."""

        model = LegalPage
        fields = ("text",)
        widgets = {"text": forms.Textarea({"rows": 20})}
        help_texts = {
            "text": _("Markdown: ## before a heading, - before a list item, empty lines between.")
        }


class StatementForm(forms.ModelForm[AccessibilityStatement]):
    """The accessibility statement: every field is needed."""

    class Meta:
        """All of it."""

        model = AccessibilityStatement
        fields = ("state", "barriers", "method", "contact", "created_on", "reviewed_on")
        widgets = {
            "barriers": forms.Textarea({"rows": 10}),
            "contact": forms.Textarea({"rows": 3}),
            "created_on": Day,
            "reviewed_on": Day,
        }
        help_texts = {
            "barriers": _(
                "For each: the reason (not compliant, disproportionate burden, outside the law) "
                "and what people can use instead. If nothing is known, say so."
            ),
            "method": _("Self-assessment or an examination by others, and by what means."),
        }


class BarrierForm(forms.ModelForm[BarrierReport]):
    """What does not work, and where."""

    class Meta:
        """Only the text is needed."""

        model = BarrierReport
        fields = ("text", "page", "contact")
        widgets = {"text": forms.Textarea({"rows": 5})}
        help_texts = {
            "page": _("The address or the title of the page."),
            "contact": _("Mail address or telephone number, if you want an answer."),
        }
