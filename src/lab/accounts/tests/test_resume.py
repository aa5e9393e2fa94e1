"""Typed text survives an expired session."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import path

from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.http import sign_in_required
from lab.accounts.models import Session
from lab.accounts.resume import MOST, never_kept
from lab.accounts.urls import urlpatterns as own

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TEXT = "Der Personalrat wurde erst am Ende gefragt – „schade“.\nZweite Zeile <b>"


def echo(request, **kwargs):
    return HttpResponse(f"{request.method} {sorted(request.POST.lists())}")


urlpatterns = [
    *own,
    path("", echo, name="start"),
    path("ruhr/schreiben/", sign_in_required(echo)),
    path("ruhr/anonym/", never_kept(sign_in_required(echo))),
]


def hidden(response):
    """The form on the page that carries the text, as a browser would send it."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = next(form for form in soup.main.find_all("form") if form.find("input", {"name": "kept"}))
    return {
        field["name"]: field.get("value", "") for field in form.find_all("input", {"name": True})
    }


def given_back(response):
    form = BeautifulSoup(response.content, "html.parser").main.find("form")
    fields = [(f["name"], f["value"]) for f in form.find_all("input", {"type": "hidden"})]
    return form["action"], [field for field in fields if field[0] != "csrfmiddlewaretoken"]


def test_what_was_typed_is_there_after_signing_in_and_can_be_sent(client):
    user = UserFactory()

    asked = client.post("/ruhr/schreiben/?teil=2", {"text": TEXT, "themen": ["a", "b"]})
    page = client.post("/anmelden/", hidden(asked) | {"login": user.email, "password": PASSWORD})
    action, fields = given_back(page)

    assert asked.status_code == 401
    assert action == "/ruhr/schreiben/?teil=2"
    assert fields == [("text", TEXT), ("themen", "a"), ("themen", "b")]
    sent = client.post(action, {"text": TEXT, "themen": ["a", "b"]})
    assert sent.content.decode().startswith("POST")


def test_a_typing_slip_in_the_password_does_not_lose_it(client):
    user = UserFactory()
    asked = client.post("/ruhr/schreiben/", {"text": TEXT})

    wrong = client.post("/anmelden/", hidden(asked) | {"login": user.email, "password": "falsch"})
    page = client.post("/anmelden/", hidden(wrong) | {"login": user.email, "password": PASSWORD})

    assert given_back(page) == ("/ruhr/schreiben/", [("text", TEXT)])


def test_nothing_typed_is_stored_on_the_server(client):
    client.post("/ruhr/schreiben/", {"text": TEXT})

    assert Session.objects.count() == 0


def test_passwords_are_not_carried(client):
    asked = client.post("/ruhr/schreiben/", {"password1": "geheim", "text": "x"})
    user = UserFactory()

    page = client.post("/anmelden/", hidden(asked) | {"login": user.email, "password": PASSWORD})

    assert given_back(page)[1] == [("text", "x")]


def test_the_anonymous_form_and_oversized_texts_are_never_carried(client):
    anonymous = client.post("/ruhr/anonym/", {"text": TEXT})
    endless = client.post("/ruhr/schreiben/", {"text": "x" * (MOST + 1)})

    assert b'name="kept"' not in anonymous.content
    assert TEXT[:20].encode() not in anonymous.content
    assert b'name="kept"' not in endless.content


def test_a_forged_box_is_ignored(client):
    user = UserFactory()

    response = client.post(
        "/anmelden/", {"login": user.email, "password": PASSWORD, "kept": "eyJhIjoxfQ:x:y"}
    )

    assert response.status_code == 302


def test_reading_leads_to_the_sign_in_and_back(client):
    response = client.get("/ruhr/schreiben/")

    assert response["Location"] == "/anmelden/?next=/ruhr/schreiben/"


def test_htmx_is_led_to_a_whole_page(client):
    read = client.get("/ruhr/schreiben/", headers={"HX-Request": "true"})
    sent = client.post("/ruhr/schreiben/", {"text": TEXT}, headers={"HX-Request": "true"})

    assert read.headers["HX-Redirect"] == "/anmelden/"
    assert (sent.status_code, sent.headers["HX-Retarget"]) == (200, "body")
