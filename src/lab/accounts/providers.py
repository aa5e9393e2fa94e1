"""Sign-in services (OpenID Connect): issuer and subject, PKCE, nonce, signed tokens."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
NEEDED = ["exp", "iat", "iss", "aud", "sub"]
LEEWAY = 60


def nonce_of(state: str) -> str:
    """Return the nonce that belongs to the state (which is random, secret and used once)."""
    return hashlib.sha256(f"nonce:{state}".encode()).hexdigest()


class ServiceConversation(OpenIDConnectOAuth2Adapter):
    """What is said between us and one service while somebody signs in."""

    get_provider: Callable[[], "Service"]

    @property
    def issuer(self) -> str:
        """The issuer as configured."""
        return str(self.get_provider().app.settings["issuer"])

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says about itself; it has to be the issuer we know."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.issuer:
            raise OAuth2Error("The service names another issuer.")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The address people come back to, always from LAB_URL."""
        path = reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})
        return settings.LAB_URL + path

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Check everything the service says, and return who it is."""
        if request.GET.get("iss", self.issuer) != self.issuer:
            raise OAuth2Error("The answer comes from another issuer.")
        try:
            claims = self._claims(request, app, kwargs["response"])
        except (jwt.PyJWTError, KeyError, ValueError, TypeError) as problem:
            raise OAuth2Error("The token cannot be trusted.") from problem
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, claims)
        return login

    def _claims(self, request: HttpRequest, app: Any, answer: dict[str, Any]) -> dict[str, Any]:
        claims = self._id_token(str(answer["id_token"]), app.client_id)
        if not secrets.compare_digest(
            str(claims.get("nonce", "")), nonce_of(request.GET.get("state", ""))
        ):
            raise OAuth2Error("The token belongs to another sign-in.")
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(answer["access_token"])
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("The service speaks of somebody else.")
            claims = {**more, **claims}
        return claims

    def _id_token(self, token: str, client_id: str) -> dict[str, Any]:
        header = jwt.get_unverified_header(token)
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fitting = [key for key in keys if header.get("kid") in {None, key.key_id}]
        if not fitting:
            raise OAuth2Error("The service does not know this key.")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=fitting[0],
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=self.issuer,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
        if claims.get("azp", client_id) != client_id:
            raise OAuth2Error("The token was made for another application.")
        return claims


class Service(OpenIDConnectProvider):
    """One configured service."""

    oauth2_adapter_class = ServiceConversation
    get_scope: Callable[[], list[str]]

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Send the person to the service, with state, nonce and PKCE of our own making."""
        state = secrets.token_urlsafe(24)
        asked = {"auth_params": {"nonce": nonce_of(state)}, "scope": self.get_scope()}
        answer: HttpResponse = super().redirect(
            request, process, next_url, data, state_id=state, **asked
        )
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject together say who it is; a mail address never does."""
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing of what the service tells."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Name and mail address, for a new account."""
        return {"email": data.get("email"), "name": data.get("name")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address, confirmed only where the service says so."""
        email = data.get("email")
        if not isinstance(email, str) or not email:
            return []
        confirmed = data.get("email_verified") is True
        return [EmailAddress(email=email.lower(), verified=confirmed, primary=True)]
