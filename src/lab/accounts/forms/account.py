"""What people type to sign in, to open an account and to change it."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lab.accounts.admission import invitation_of, is_admitted
from lab.accounts.models import Session, User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAIL = _("Mail address")
PASSWORD = _("Password")
NEW = _("New password")
AGAIN = _("New password once more")
ADVICE = _(
    "At least 12 characters; several words that have nothing to do with each other are good."
)


def ask(
    form: forms.BaseForm, name: str, label: "_StrPromise", hint: "str | _StrPromise" = ""
) -> None:
    """Put a question of the library in our words: label and hint, nothing inside the field."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.setdefault("class", "input")


class SignInForm(account.LoginForm):
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "login", MAIL)
        ask(self, "password", PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(account.SignupForm):
    """Name, mail address and password of somebody new."""

    name = forms.CharField(label=_("Name"), max_length=100)
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "name", _("Name"), _("As your colleagues know you."))
        ask(self, "email", MAIL, _("Your address at work, or the one that was invited."))
        ask(self, "password1", PASSWORD, ADVICE)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_email(self) -> str:
        """Only addresses the gates admit; whether there is an account is not said."""
        _refuse_strangers(self.cleaned_data["email"])
        return str(super().clean_email())

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Open the account, or take as long for an address that already has one."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        found: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return found


class ServiceSignUpForm(social.SignupForm):
    """What a sign-in service did not tell: name and mail address."""

    name = forms.CharField(label=_("Name"), max_length=100)
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words, with what the service told."""
        super().__init__(*args, **kwargs)
        ask(self, "name", _("Name"), _("As your colleagues know you."))
        ask(self, "email", MAIL, _("Your address at work, or the one that was invited."))
        self.fields["name"].initial = self.sociallogin.user.name

    def clean_email(self) -> str:
        """Only addresses the gates admit; whether there is an account is not said."""
        _refuse_strangers(self.cleaned_data["email"])
        return str(super().clean_email())


def _refuse_strangers(email: str) -> None:
    if not is_admitted(email, invitation_of(context.request)):
        raise get_adapter().validation_error("not_admitted")


class NewAddressForm(account.AddEmailForm):
    """The mail address one wants to change to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "email", _("New mail address"), _("It is used once you have confirmed it."))


class ChangePasswordForm(account.ChangePasswordForm):
    """The password so far, and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "oldpassword", _("Current password"))
        ask(self, "password1", NEW, ADVICE)
        ask(self, "password2", AGAIN)


class FirstPasswordForm(account.SetPasswordForm):
    """A password for an account that had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "password1", NEW, ADVICE)
        ask(self, "password2", AGAIN)


class ForgottenForm(account.ResetPasswordForm):
    """Where the link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "email", MAIL)


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password instead of the forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "password1", NEW, ADVICE)
        ask(self, "password2", AGAIN)


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "password", PASSWORD)


class NameForm(forms.ModelForm[User]):
    """The name the person goes by."""

    class Meta:
        """One field."""

        model = User
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a name; nobody goes without one."""
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        ask(self, "name", _("Name"), _("As your colleagues know you."))
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class DeviceForm(forms.ModelForm[Session]):
    """A name for a device."""

    class Meta:
        """One field."""

        model = Session
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the name."""
        super().__init__(*args, **kwargs)
        ask(self, "name", _("Name of the device"), _("For example: computer at the office"))


class PasskeyNameForm(forms.Form):
    """A name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the name."""
        super().__init__(*args, **kwargs)
        ask(self, "name", _("Name of the passkey"), _("For example: my phone"))


class FarewellForm(forms.Form):
    """Yes, delete my account."""

    sure = forms.BooleanField(label=_("Yes, delete my account. This cannot be undone."))
