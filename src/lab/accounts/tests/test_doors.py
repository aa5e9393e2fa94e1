"""Every door of this room is public on purpose, or asks to sign in."""

import pytest
from django.urls import reverse

from lab.accounts.urls import urlpatterns

PUBLIC_DOORS = {
    "account_login": "signing in",
    "account_logout": "signing out; strangers are led to the start",
    "account_inactive": "says that an account is closed",
    "account_signup": "opening an account",
    "account_email_verification_sent": "asks to look into the mail",
    "account_confirm_email": "the link in a mail",
    "account_reset_password": "forgotten password",
    "account_reset_password_done": "asks to look into the mail",
    "account_reset_password_from_key": "the link in a mail",
    "account_reset_password_from_key_done": "says that it worked",
    "mfa_authenticate": "second step of signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "openid_connect_login": "signing in through a service",
    "openid_connect_callback": "coming back from a service",
    "socialaccount_login_cancelled": "stopped at a service",
    "socialaccount_login_error": "did not work at a service",
    "socialaccount_signup": "what a service did not tell",
    "accounts:gone": "after deleting the account",
}
PARTS = {"public_id": "abcdefghjk", "mark": "x", "provider_id": "x", "key": "-", "uidb36": "0"}


def doors(patterns=urlpatterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from doors(pattern.url_patterns, inner)
        else:
            yield space + pattern.name, list(pattern.pattern.converters)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "parts"), list(doors()))
def test_strangers_are_asked_to_sign_in(client, name, parts):
    path = reverse(name, kwargs={part: PARTS[part] for part in parts})

    asked = [client.get(path), client.post(path)]

    if name not in PUBLIC_DOORS:
        assert asked[0]["Location"] == f"/anmelden/?next={path}"
        assert asked[1].status_code == 401
    else:
        assert all(response.status_code < 500 for response in asked)
