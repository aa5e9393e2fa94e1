"""Signing in through the service of an organisation, against a service of our own on loopback."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache

from lab.accounts import admission
from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import User
from tests.contracts.provider import Provider

pytestmark = pytest.mark.django_db
WAY_IN = "/anmelden/dienst/stadt/"
WAY_BACK = "/anmelden/dienst/stadt/zurueck/"


def entry(provider, name="stadt", **more):
    settings = {
        "server_url": provider.issuer,
        "issuer": provider.issuer,
        "origins": [provider.issuer],
    }
    return {
        "provider_id": name,
        "name": f"Stadt {name}",
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {**settings, "oauth_pkce_enabled": True},
        **more,
    }


@pytest.fixture
def provider(settings, monkeypatch):
    cache.clear()
    monkeypatch.setattr(
        admission, "_gates", [lambda email, token: email.endswith("@luenen.example")]
    )
    monkeypatch.setattr(admission, "_welcomes", [])
    found = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [entry(found)]}}
    yield found
    found.close()


def go(client, provider, **more):
    """The whole way: to the service and back."""
    away = client.post(WAY_IN, more)
    return client.get(WAY_BACK, provider.authorise(away["Location"]))


def who(client):
    return (
        client.get("/konto/").context["user"] if client.get("/konto/").status_code == 200 else None
    )


def test_somebody_new_signs_in_and_has_an_account(client, provider):
    response = go(client, provider)

    user = User.objects.get()
    assert response.status_code == 302
    assert who(client) == user
    assert (user.name, user.email) == ("Anna Acker", "anna@luenen.example")
    assert user.has_usable_password() is False


def test_the_way_out_carries_state_nonce_and_pkce_and_leads_back_to_lab_url(client, provider):
    go(client, provider)

    asked = provider.asked[0]
    assert asked["redirect_uri"] == f"http://localhost:8000{WAY_BACK}"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 22
    assert len(asked["nonce"]) >= 22


def test_a_known_person_is_recognised_by_issuer_and_subject_not_by_mail(client, provider):
    go(client, provider)
    user = User.objects.get()
    client.post("/abmelden/")
    provider.person |= {"email": "neuer.name@luenen.example", "name": "Anna Ahorn"}

    go(client, provider)

    assert who(client) == user
    assert User.objects.count() == 1


def test_nothing_the_service_tells_is_kept_and_no_time(client, provider):
    go(client, provider)
    client.post("/abmelden/")
    go(client, provider)

    account = SocialAccount.objects.get()
    assert account.extra_data == {}
    assert account.last_login.year == 2000
    assert (account.date_joined.minute, account.date_joined.second) == (0, 0)
    assert SocialToken.objects.count() == 0


LIES = {
    "made for another application": {"aud": "andere"},
    "made by another issuer": {"iss": "https://andere.example"},
    "of another sign-in": {"nonce": "falsch"},
    "without a nonce": {"nonce": None},
    "too old": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "without a subject": {"sub": None},
    "handed on by another application": {"aud": ["labor", "andere"], "azp": "andere"},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_token_is_refused(client, provider, lie):
    provider.lies = lie

    response = go(client, provider)

    assert response.status_code == 401
    assert who(client) is None
    assert User.objects.count() == 0


def test_a_token_with_a_foreign_signature_or_none_is_refused(client, provider):
    provider.stranger = True
    assert go(client, provider).status_code == 401

    provider.stranger, provider.unsigned = False, True
    assert go(client, provider).status_code == 401

    assert User.objects.count() == 0


def test_the_way_back_works_once_and_only_in_the_browser_it_began_in(
    client, provider, another_client
):
    back = provider.authorise(client.post(WAY_IN)["Location"])

    assert another_client.get(WAY_BACK, back).status_code == 401
    assert client.get(WAY_BACK, back).status_code == 302
    client.post("/abmelden/")
    assert client.get(WAY_BACK, back).status_code == 401
    assert who(client) is None


@pytest.mark.parametrize(
    "query", [{}, {"code": "x"}, {"state": "x"}, {"code": "x", "state": "falsch"}]
)
def test_a_way_back_without_a_beginning_is_refused(client, provider, query):
    assert client.get(WAY_BACK, query).status_code == 401


def test_the_answer_of_another_issuer_is_refused(client, provider):
    back = provider.authorise(client.post(WAY_IN)["Location"])

    assert client.get(WAY_BACK, back | {"iss": "https://andere.example"}).status_code == 401


def test_a_service_that_names_another_issuer_is_not_followed(client, provider):
    provider.named_issuer = "https://andere.example"

    assert client.post(WAY_IN).status_code == 502


def test_a_silent_service_is_named_and_nothing_breaks(client, provider, settings):
    silent = entry(provider)
    silent["settings"]["server_url"] = "http://127.0.0.1:9"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [silent]}}

    assert client.post(WAY_IN).status_code == 502
    assert client.get(WAY_BACK, {"code": "x", "state": "y"}).status_code == 401


def test_stopping_at_the_service_is_no_misfortune(client, provider):
    state = provider.authorise(client.post(WAY_IN)["Location"])["state"]

    response = client.get(WAY_BACK, {"state": state, "error": "access_denied"}, follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("verified", [True, False])
def test_a_mail_address_never_opens_an_existing_account(client, provider, mailoutbox, verified):
    anna = UserFactory(email="anna@luenen.example")
    provider.person["email_verified"] = verified

    response = go(client, provider)

    assert response["Location"] == "/registrieren/bestaetigen/"
    assert who(client) is None
    assert SocialAccount.objects.count() == 0
    assert [mail.to for mail in mailoutbox] == [[anna.email]]


@pytest.mark.parametrize("verified", [False, "true", None])
def test_an_address_the_service_does_not_vouch_for_is_confirmed_by_mail_first(
    client, provider, mailoutbox, verified
):
    provider.person["email_verified"] = verified

    go(client, provider)

    assert who(client) is None
    assert EmailAddress.objects.get().verified is False
    assert len(mailoutbox) == 1


def test_strangers_get_no_account(client, provider):
    provider.person["email"] = "anna@fremd.example"

    response = go(client, provider)

    assert response.status_code == 200
    assert User.objects.count() == 0


def test_a_service_without_an_address_leads_to_a_question(client, provider, mailoutbox):
    provider.person["email"] = None

    go(client, provider)
    client.post("/registrieren/dienst/", {"name": "Anna", "email": "anna@fremd.example"})
    assert User.objects.count() == 0
    client.post("/registrieren/dienst/", {"name": "Anna", "email": "anna@luenen.example"})

    assert EmailAddress.objects.get().verified is False


def test_an_account_is_connected_after_saying_the_password_again(client, provider):
    user = UserFactory(email="anna@luenen.example")
    client.post("/anmelden/", {"login": user.email, "password": PASSWORD})
    client.post("/konto/noch-einmal/", {"password": PASSWORD})

    go(client, provider, process="connect")
    client.post("/abmelden/")
    go(client, provider)

    assert who(client) == user


def test_two_services_know_different_people_under_the_same_subject(client, provider, settings):
    other = Provider()
    other.person["email"] = "berta@luenen.example"
    apps = [entry(provider), entry(other, "kreis", client_id="labor")]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    go(client, provider)
    client.post("/abmelden/")

    away = client.post("/anmelden/dienst/kreis/")
    client.get("/anmelden/dienst/kreis/zurueck/", other.authorise(away["Location"]))
    other.close()

    assert sorted(User.objects.values_list("email", flat=True)) == [
        "anna@luenen.example",
        "berta@luenen.example",
    ]


def test_only_pages_that_lead_out_allow_forms_to_the_services(client, provider):
    def targets(path):
        policy = client.get(path).headers["Content-Security-Policy"]
        return next(part for part in policy.split("; ") if part.startswith("form-action"))

    assert targets("/anmelden/") == f"form-action 'self' {provider.issuer}"
    assert targets(WAY_IN) == f"form-action 'self' {provider.issuer}"
    assert targets("/passwort/vergessen/") == "form-action 'self'"


def test_a_link_alone_leads_nobody_out(client, provider):
    response = client.get(WAY_IN)

    assert response.status_code == 200
    assert provider.asked == []
    assert client.get("/anmelden/dienst/unbekannt/").status_code == 404


def test_typed_text_survives_the_detour(client, provider):
    from lab.accounts import resume

    box = resume.signing.dumps(["/ruhr/", [["text", "Hallo"]]], salt=resume.SALT)

    response = go(client, provider, kept=box)
    page = client.get(response["Location"])

    assert urlsplit(response["Location"]).path == "/konto/fortsetzen/"
    assert page.context["kept"].fields == [("text", "Hallo")]
