"""Second step, recovery codes and passkeys."""

import json
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from bs4 import BeautifulSoup

from lab.accounts import resume
from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.tests.authenticator import Device
from lab.core.pseudonyms import tag

pytestmark = pytest.mark.django_db
HOME = "/konto/zweiter-schritt/"


def enter(client, user):
    return client.post("/anmelden/", {"login": user.email, "password": PASSWORD})


def is_in(client):
    return client.get("/konto/").status_code == 200


def confirm(client):
    client.post("/konto/noch-einmal/", {"password": PASSWORD})


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def options(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return json.loads(soup.find("lab-passkey")["data-options"])


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def secret(client, user):
    """The person has set up an app and is signed out again."""
    enter(client, user)
    confirm(client)
    found = client.get(f"{HOME}app/").context["form"].secret
    client.post(f"{HOME}app/", {"code": code(found)})
    client.post("/abmelden/")
    return found


def test_with_an_app_the_password_alone_is_not_enough(client, user, secret):
    response = enter(client, user)

    assert response["Location"] == "/anmelden/zweiter-schritt/"
    assert not is_in(client)
    with time_machine.travel(time.time() + 60):
        client.post("/anmelden/zweiter-schritt/", {"code": code(secret)})
        assert is_in(client)


def test_a_wrong_code_does_not_let_in_and_the_same_code_works_once(
    client, user, secret, client_maker
):
    enter(client, user)
    client.post("/anmelden/zweiter-schritt/", {"code": "000000"})
    assert not is_in(client)

    with time_machine.travel(time.time() + 60, tick=False):
        right = code(secret)
        client.post("/anmelden/zweiter-schritt/", {"code": right})
        thief = client_maker()
        enter(thief, user)
        thief.post("/anmelden/zweiter-schritt/", {"code": right})

        assert [is_in(client), is_in(thief)] == [True, False]


def test_guessing_codes_is_stopped(client, user, secret):
    enter(client, user)
    for number in range(6):
        client.post("/anmelden/zweiter-schritt/", {"code": f"00000{number}"})

    with time_machine.travel(time.time() + 60):
        client.post("/anmelden/zweiter-schritt/", {"code": code(secret)})
        assert not is_in(client)


def test_a_recovery_code_works_once(client, user, secret):
    row = Authenticator.objects.get(type="recovery_codes")
    first = RecoveryCodes(row).get_unused_codes()[0]

    for expected in (True, False):
        enter(client, user)
        client.post("/anmelden/zweiter-schritt/", {"code": first})
        assert is_in(client) is expected
        client.post("/abmelden/")


def test_secrets_of_factors_are_sealed_and_their_use_leaves_no_time(client, user, secret):
    enter(client, user)
    with time_machine.travel(time.time() + 60):
        client.post("/anmelden/zweiter-schritt/", {"code": code(secret)})

    for row in Authenticator.objects.all():
        assert secret not in json.dumps(row.data)
        assert row.last_used_at is None
        assert (row.created_at.minute, row.created_at.second) == (0, 0)


def test_the_app_can_be_switched_off(client, user, secret):
    enter(client, user)
    with time_machine.travel(time.time() + 60):
        client.post("/anmelden/zweiter-schritt/", {"code": code(secret)})
        confirm(client)
        client.post(f"{HOME}app/abschalten/")

    assert Authenticator.objects.count() == 0


def test_typed_text_survives_a_second_step(client, user, secret):
    box = resume.signing.dumps(["/ruhr/", [["text", "Hallo"]]], salt=resume.SALT)

    asked = client.post("/anmelden/", {"login": user.email, "password": PASSWORD, "kept": box})
    assert asked.templates[0].name == "mfa/authenticate.html"
    assert box in asked.content.decode()
    with time_machine.travel(time.time() + 60):
        page = client.post("/anmelden/zweiter-schritt/", {"code": code(secret), "kept": box})

    assert page.context["kept"].fields == [("text", "Hallo")]


def add_passkey(client, device):
    made = device.make(options(client.get(f"{HOME}passkeys/neu/")))
    return client.post(
        f"{HOME}passkeys/neu/", {"name": "Handy", "passwordless": "on", "credential": made}
    )


@pytest.fixture
def device(client, user):
    """The person has a passkey and is signed out again."""
    own = Device()
    enter(client, user)
    confirm(client)
    add_passkey(client, own)
    client.post("/abmelden/")
    return own


def challenge(client):
    answer = client.get("/anmelden/passkey/", headers={"Accept": "application/json"})
    return answer.json()["request_options"]


def test_a_passkey_signs_in_without_a_password(client, user, device):
    client.post("/anmelden/passkey/", {"credential": device.use(challenge(client))})

    assert is_in(client)


def test_a_passkey_is_a_second_step_too(client, user, device):
    enter(client, user)
    page = client.get("/anmelden/zweiter-schritt/")

    client.post("/anmelden/zweiter-schritt/", {"credential": device.use(options(page))})

    assert is_in(client)


def test_an_answer_to_an_old_challenge_or_for_another_address_is_refused(client, user, device):
    old = device.use(challenge(client))
    challenge(client)
    client.post("/anmelden/passkey/", {"credential": old})
    assert not is_in(client)

    device.origin = "https://boese.example"
    client.post("/anmelden/passkey/", {"credential": device.use(challenge(client))})
    assert not is_in(client)


@pytest.mark.parametrize(
    "rubbish",
    ["", "{}", "[]", "kein json", '{"response": {}}', '{"response": {"clientDataJSON": "e30"}}'],
)
def test_rubbish_instead_of_a_passkey_is_refused_politely(client, user, device, rubbish):
    challenge(client)

    response = client.post("/anmelden/passkey/", {"credential": rubbish})

    assert response.status_code == 302
    assert not is_in(client)


def test_a_passkey_of_another_address_cannot_be_added(client, user):
    enter(client, user)
    confirm(client)

    add_passkey(client, Device(origin="https://boese.example"))

    assert Authenticator.objects.count() == 0


def test_a_passkey_is_named_and_removed_under_a_random_mark(client, user, device):
    client.post("/anmelden/passkey/", {"credential": device.use(challenge(client))})
    confirm(client)
    row = Authenticator.objects.get(type="webauthn")
    path = f"{HOME}passkeys/{tag('passkey', row.pk)}/"
    assert path in client.get(HOME).content.decode()

    client.post(path, {"name": "Dienstgerät"})
    row.refresh_from_db()
    assert row.wrap().name == "Dienstgerät"
    client.post(f"{path}entfernen/")

    assert Authenticator.objects.count() == 0
    assert client.get(f"{HOME}passkeys/falsch/").status_code == 404


def test_what_changes_an_account_asks_once_more_who_it_is(client, user):
    enter(client, user)

    for path in (f"{HOME}app/", f"{HOME}passkeys/neu/", "/konto/loeschen/", "/konto/meine-daten/"):
        assert client.get(path)["Location"].startswith("/konto/noch-einmal/")


def test_the_person_hears_of_changes_without_address_or_browser(
    client, user, mailoutbox, django_capture_on_commit_callbacks
):
    enter(client, user)
    confirm(client)
    found = client.get(f"{HOME}app/").context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{HOME}app/", {"code": code(found)})

    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert "127.0.0.1" not in mailoutbox[0].body


def test_every_page_of_the_account_is_ours(client, user, device):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    enter(client, user)
    with time_machine.travel(time.time() + 60):
        pages = [client.get("/anmelden/zweiter-schritt/")]
        client.post("/anmelden/zweiter-schritt/", {"code": code(secret)})
        pages.append(client.get("/konto/noch-einmal/"))
        pages.append(client.get("/konto/noch-einmal/code/"))
        pages.append(client.get("/konto/noch-einmal/passkey/"))
        confirm(client)
        for path in (
            "",
            "codes/",
            "codes/neu/",
            "codes/datei/",
            "app/abschalten/",
            "passkeys/neu/",
        ):
            pages.append(client.get(HOME + path))
        for path in ("", "passwort/", "mailadresse/", "anmeldewege/", "geraete/", "loeschen/"):
            pages.append(client.get(f"/konto/{path}"))
        pages.append(client.get("/abmelden/"))

    assert [page.status_code for page in pages] == [200] * len(pages)
    names = {t.name: t.origin.name for page in pages for t in page.templates if t.name and t.origin}
    assert [name for name, origin in names.items() if "/allauth/" in origin] == []
