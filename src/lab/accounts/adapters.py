"""How the sign-in library behaves in this house."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.provider import Provider
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lab.accounts import admission
from lab.accounts.models import User
from lab.accounts.providers import Service
from lab.accounts.sealing import seal, unseal
from lab.accounts.words import ERRORS, MAILS, NOTES
from lab.core import mail

WAYS = {
    "reauthenticate": gettext_lazy("With your password"),
    "mfa_reauthenticate": gettext_lazy("With a code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("With a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: own words, own mails, links from LAB_URL, redirects inside the house only."""

    error_messages = ERRORS

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this installation are followed after signing in."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        """Write the new account with the name the person gave."""
        assert isinstance(user, User)
        user.name = form.cleaned_data.get("name", user.name)
        return super().save_user(request, user, form, commit)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        message: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Say it in our words; signing in says nothing."""
        text = message or NOTES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our mail of that name, and say so when the mail server does not answer."""
        name = template_prefix.rpartition("/")[2]
        assert name in MAILS, template_prefix
        known: dict[str, object] = {
            "name": str(context.get("user") or ""),
            "link": _link(context),
            **_details(context),
        }
        if not mail.send(f"accounts/mail/{name}.txt", email, known):
            text = _("The mail could not be sent just now. Please try again later.")
            messages.error(self.request, text)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person what changed in their account – without address, browser or hour."""
        assert isinstance(user, User)
        self.send_mail(template_prefix, email or user.email, {"user": user, **(context or {})})

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Return the link in the mail that confirms an address."""
        return settings.LAB_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link in the mail that sets a new password."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.LAB_URL + path

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password one is back in the account."""
        return reverse("accounts:home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """After confirming one is in the account, or signs in."""
        here = self.request.user.is_authenticated
        return reverse("accounts:home" if here else "account_login")

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Return the ways to show that it is still you, in our words."""
        found = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in found]


def _link(context: dict[str, Any]) -> str:
    return str(context.get("activate_url") or context.get("password_reset_url") or "")


def _details(context: dict[str, Any]) -> dict[str, str]:
    provider = context.get("provider")
    return {
        "service": provider.name if provider else "",
        "new_address": str(context.get("to_email", "")),
        "sign_up": settings.LAB_URL + reverse("account_signup"),
        "account": settings.LAB_URL + reverse("accounts:home"),
        "forgotten": settings.LAB_URL + reverse("account_reset_password"),
    }


class FactorAdapter(DefaultMFAAdapter):
    """Second factors and passkeys: bound to LAB_URL, secrets sealed."""

    error_messages = ERRORS

    def encrypt(self, text: str) -> str:
        """Seal the secret of a factor."""
        return seal(text, "factor")

    def decrypt(self, encrypted_text: str) -> str:
        """Open the secret of a factor."""
        return unseal(encrypted_text, "factor")

    def get_totp_issuer(self) -> str:
        """The app shows the name of the installation."""
        return str(settings.LAB_BRAND)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Number the passkeys until the person names them."""
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey {number}").format(number=n)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host of LAB_URL."""
        return {"id": str(urlsplit(settings.LAB_URL).hostname), "name": settings.LAB_BRAND}


class ServiceAdapter(DefaultSocialAccountAdapter):
    """Sign-in services of the organisations (OpenID Connect)."""

    error_messages = ERRORS

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Provider:
        """Return the configured service."""
        return Service(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_providers(self, request: HttpRequest) -> list[Provider]:
        """Return all configured services."""
        return [Service(request, app=app) for app in self.list_apps(request)]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Take name and mail address from the service."""
        user = sociallogin.user
        assert isinstance(user, User)
        user.email = (data.get("email") or "").lower()
        user.name = str(data.get("name") or "")[:100]
        return user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever the gates admit; without an address the form asks for one and decides."""
        email = getattr(sociallogin.user, "email", "")
        return not email or admission.is_admitted(email, admission.invitation_of(request))
