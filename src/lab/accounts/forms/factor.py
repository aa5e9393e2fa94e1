"""What people type or hand over as a second step: codes and passkeys."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from lab.accounts.forms.account import ask

CODE = _("Six digits from the app, or one of your recovery codes.")


def _numbers(form: forms.Form) -> None:
    form.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(AuthenticateForm):
    """The code of the app, or a recovery code, while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "code", _("Code"), CODE)
        _numbers(self)


class CodeAgainForm(ReauthenticateForm):
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "code", _("Code"), CODE)
        _numbers(self)


class FirstCodeForm(ActivateTOTPForm):
    """The first code, to show that the app is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        ask(self, "code", _("Code"), _("The six digits the app shows now."))
        _numbers(self)


def refuse_other_origins(credential: Any) -> None:
    """A passkey answers for LAB_URL only, also where the library would be lenient."""
    try:
        spoken = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
        origin = spoken["origin"]
    except (KeyError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None
    if origin != settings.LAB_URL:
        raise get_adapter().validation_error("wrong_origin")


class NewPasskeyForm(webauthn.AddWebAuthnForm):
    """A passkey to add, with a name."""

    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_(
            "Needs a fingerprint, face or PIN on the device. Otherwise it is a second step."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(required=False, max_length=60)
        ask(self, "name", _("Name of the passkey"), _("For example: my phone"))

    def clean_credential(self) -> Any:
        """Refuse what was made for another address."""
        refuse_other_origins(self.cleaned_data["credential"])
        return self.cleaned_data["credential"]


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    def clean_credential(self) -> Authenticator:
        """Refuse what was made for another address."""
        refuse_other_origins(self.cleaned_data["credential"])
        return super().clean_credential()


class PasskeyAgainForm(webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""

    def clean_credential(self) -> Authenticator:
        """Refuse what was made for another address."""
        refuse_other_origins(self.cleaned_data["credential"])
        return super().clean_credential()


class PasskeySignInForm(webauthn.LoginWebAuthnForm):
    """A passkey instead of address and password."""

    def clean_credential(self) -> Authenticator:
        """Refuse what was made for another address."""
        refuse_other_origins(self.cleaned_data["credential"])
        return super().clean_credential()
