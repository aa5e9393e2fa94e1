"""Opening an account, confirming and changing the mail address, setting a new password."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import signing

from lab.accounts.admission import keep_invitation
from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import User
from lab.accounts.sessions import SALT

pytestmark = pytest.mark.django_db
NEW = {"name": "Anna Acker", "email": "anna@luenen.example", "password1": "wiese-tunnel-akku-9"}


def link(mail):
    """The path of the first link of the house in the mail."""
    return re.search(r"http://localhost:8000(/\S+/)$", mail.body, re.M).group(1)


def enter(client, email, password):
    client.post("/anmelden/", {"login": email, "password": password})
    return client.get("/konto/").status_code == 200


def test_somebody_from_an_organisation_taking_part_opens_an_account(
    client, mailoutbox, luenen_takes_part
):
    response = client.post("/registrieren/", NEW)
    assert response["Location"] == "/registrieren/bestaetigen/"
    assert not enter(client, NEW["email"], NEW["password1"])

    path = link(mailoutbox[0])
    assert client.get(path).status_code == 200
    assert luenen_takes_part == []
    client.post(path)

    assert luenen_takes_part == [("anna@luenen.example", "")]
    assert enter(client, NEW["email"], NEW["password1"])
    assert User.objects.get().name == "Anna Acker"


def test_the_link_in_the_mail_carries_no_running_number(client, mailoutbox, luenen_takes_part):
    client.post("/registrieren/", NEW)

    content = signing.loads(link(mailoutbox[0]).split("/")[-2], salt="lab.accounts.address")
    assert content[0] == User.objects.get().public_id


def test_strangers_are_refused_with_a_reason(client, mailoutbox, luenen_takes_part):
    response = client.post("/registrieren/", NEW | {"email": "anna@fremd.example"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert User.objects.count() == 0
    assert mailoutbox == []


def test_without_any_gate_nobody_opens_an_account(client):
    client.post("/registrieren/", NEW)

    assert User.objects.count() == 0


def test_an_invited_person_needs_no_listed_domain(client, mailoutbox, luenen_takes_part, rf):
    session = client.session
    request = rf.get("/")
    request.session = session
    keep_invitation(request, "komm")
    session.save()
    client.cookies["session"] = signing.TimestampSigner(salt=SALT).sign(session.session_key)

    client.post("/registrieren/", NEW | {"email": "anna@fremd.example"})
    client.post(link(mailoutbox[0]))

    assert luenen_takes_part == [("anna@fremd.example", "komm")]


def test_a_known_address_gets_the_same_answer_and_a_mail(
    client, mailoutbox, luenen_takes_part, monkeypatch
):
    UserFactory(email=NEW["email"], name="Anna Ahorn")
    hashed = []
    monkeypatch.setattr("lab.accounts.forms.account.make_password", hashed.append)

    response = client.post("/registrieren/", NEW)

    assert response["Location"] == "/registrieren/bestaetigen/"
    assert User.objects.get().name == "Anna Ahorn"
    assert len(mailoutbox) == 1
    assert "bestaetigen" not in mailoutbox[0].body
    assert hashed == [NEW["password1"]]


@pytest.mark.parametrize("password", ["kurz", "passwort1234567890"[:11], "anna@luenen.example"])
def test_weak_passwords_are_refused(client, luenen_takes_part, password):
    response = client.post("/registrieren/", NEW | {"password1": password})

    assert list(response.context["form"].errors) == ["password1"]


def test_signing_up_is_throttled(client, luenen_takes_part):
    answers = [client.post("/registrieren/", {}).status_code for _ in range(21)]

    assert answers[-1] == 429


def test_a_forgotten_password_is_set_anew_once(client, mailoutbox, client_maker):
    user = UserFactory()

    client.post("/passwort/vergessen/", {"email": user.email})
    path = link(mailoutbox[0])
    new = {"password1": "wiese-tunnel-akku-9", "password2": "wiese-tunnel-akku-9"}
    form = client.get(path)["Location"]
    assert client.post(form, new)["Location"] == "/passwort/neu/fertig/"

    assert user.public_id in path
    assert enter(client, user.email, new["password1"])
    assert client_maker().get(path).context["token_fail"] is True


def test_an_unknown_address_gets_the_same_answer_when_a_password_is_forgotten(client, mailoutbox):
    user = UserFactory()

    known = client.post("/passwort/vergessen/", {"email": user.email})
    unknown = client.post("/passwort/vergessen/", {"email": "niemand@luenen.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [[user.email], ["niemand@luenen.example"]]


def test_asking_for_links_is_throttled(client, mailoutbox):
    user = UserFactory()

    for _ in range(8):
        last = client.post("/passwort/vergessen/", {"email": user.email})

    assert last.status_code == 429
    assert len(mailoutbox) == 5


@pytest.mark.parametrize(
    "path", ["/passwort/neu/2345678922-abc-def/", "/registrieren/bestaetigen/abc:def/"]
)
def test_spoilt_links_get_a_page_that_helps(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert "href" in response.content.decode()


def again(client, path, data, password=PASSWORD):
    """Do it; say the password once more when asked."""
    response = client.post(path, data)
    if "/noch-einmal/" in response.get("Location", ""):
        response = client.post(response["Location"], {"password": password})
    return response


def test_a_new_mail_address_counts_once_it_is_confirmed(client, mailoutbox):
    user = UserFactory(email="alt@luenen.example")
    enter(client, user.email, PASSWORD)

    again(client, "/konto/mailadresse/", {"action_add": "1", "email": "neu@luenen.example"})
    user.refresh_from_db()
    assert user.email == "alt@luenen.example"
    client.post(link(mailoutbox[0]))

    user.refresh_from_db()
    assert user.email == "neu@luenen.example"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("neu@luenen.example", True)
    ]
    assert mailoutbox[-1].to == ["alt@luenen.example"]


def test_changing_to_the_address_of_somebody_else_looks_the_same_and_does_nothing(
    client, mailoutbox
):
    UserFactory(email="besetzt@luenen.example")
    user = UserFactory(email="alt@luenen.example")
    enter(client, user.email, PASSWORD)

    again(client, "/konto/mailadresse/", {"action_add": "1", "email": "frei@luenen.example"})
    free = client.get("/konto/mailadresse/").content.decode().replace("frei@", "X@")
    again(client, "/konto/mailadresse/", {"action_add": "1", "email": "besetzt@luenen.example"})
    taken = client.get("/konto/mailadresse/").content.decode().replace("besetzt@", "X@")

    mask = re.compile(r'value="[A-Za-z0-9]{64}"')
    assert mask.sub("", free) == mask.sub("", taken)
    user.refresh_from_db()
    assert user.email == "alt@luenen.example"


def test_mails_are_text_and_html_without_anything_remote(client, mailoutbox):
    user = UserFactory(name="<b>Eva</b> & Co")

    client.post("/passwort/vergessen/", {"email": user.email})

    mail = mailoutbox[0]
    html = mail.alternatives[0][0]
    assert "<b>Eva</b> & Co" in mail.body
    assert "&lt;b&gt;Eva&lt;/b&gt; &amp; Co" in html
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    assert re.findall(r"<(?:img|link|script)", html) == []


def test_a_silent_mail_server_is_no_broken_page(client, settings, luenen_takes_part):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = client.post("/registrieren/", NEW, follow=True)

    assert response.status_code == 200
    assert [m.level_tag for m in response.context["messages"]] == ["error"]
