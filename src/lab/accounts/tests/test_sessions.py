"""Sessions: how long they last, who sees them, how they end."""

import pytest
import time_machine

from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import Session
from lab.accounts.sessions import SessionStore, row_key

pytestmark = pytest.mark.django_db
MORNING = "2026-11-03 09:00+01:00"


@pytest.fixture
def user():
    return UserFactory()


def enter(client, user):
    return client.post("/anmelden/", {"login": user.email, "password": PASSWORD})


def row_of(client):
    return Session.objects.get(pk=row_key(client.cookies["session"].value.split(":")[0]))


def is_in(client):
    return client.get("/konto/").status_code == 200


def test_an_idle_session_ends(client, user, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(client, user)

        clock.shift(settings.LAB_SESSION_IDLE + 5)

        assert not is_in(client)


def test_a_used_session_lasts_until_its_absolute_end_and_no_longer(client, user, settings):
    step = settings.LAB_SESSION_IDLE - 60
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(client, user)
        lasted = 0
        while lasted + step < settings.LAB_SESSION_ABSOLUTE:
            clock.shift(step)
            lasted += step
            assert is_in(client)

        clock.shift(step)

        assert not is_in(client)
        assert Session.objects.filter(user=user).count() == 0


def test_reading_pages_writes_nothing_about_the_session(client, user):
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(client, user)
        before = list(Session.objects.values())

        clock.shift(600)
        client.get("/konto/")

        assert list(Session.objects.values()) == before


def test_a_forged_or_foreign_cookie_opens_nothing(client, user):
    enter(client, user)
    secret, stamp, mark = client.cookies["session"].value.split(":")

    for cookie in (f"{secret}:{stamp}:{mark[:-1]}x", secret, "", "a:b:c", "::", "ä:1:2"):
        client.cookies["session"] = cookie
        assert not is_in(client)


def test_the_cookie_is_gone_with_the_browser_and_closed_to_scripts(client, user):
    cookie = enter(client, user).cookies["session"]

    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_devices_are_listed_with_first_day_and_own_name(client, user):
    with time_machine.travel(MORNING, tick=False):
        enter(client, user)
        row = Session.objects.get(user=user)

        client.post(f"/konto/geraete/{row.public_id}/", {"name": "Büro"})
        page = client.get("/konto/geraete/").content.decode()

    assert "Büro" in page
    assert "2026-11-03" in page
    assert "09:00" not in page


def test_one_device_and_all_others_can_be_signed_out(client, user, client_maker):
    phone, tablet = client_maker(), client_maker()
    for device in (client, phone, tablet):
        enter(device, user)
    phone_row = row_of(phone)

    client.post(f"/konto/geraete/{phone_row.public_id}/abmelden/")
    assert [is_in(client), is_in(phone), is_in(tablet)] == [True, False, True]

    client.post("/konto/geraete/abmelden/")
    assert [is_in(client), is_in(tablet)] == [True, False]


def test_signing_out_the_own_device_leads_to_the_sign_in(client, user):
    enter(client, user)
    row = Session.objects.get(user=user)

    response = client.post(f"/konto/geraete/{row.public_id}/abmelden/")

    assert response["Location"] == "/anmelden/"
    assert not is_in(client)


def test_nobody_sees_or_ends_the_devices_of_others(client, user, client_maker):
    other = client_maker()
    enter(other, UserFactory())
    row = Session.objects.get()
    enter(client, user)

    assert client.get(f"/konto/geraete/{row.public_id}/").status_code == 404
    client.post(f"/konto/geraete/{row.public_id}/abmelden/")

    assert is_in(other)


def test_changing_the_password_ends_the_other_devices_and_keeps_name_and_day(
    client, user, client_maker
):
    phone = client_maker()
    with time_machine.travel("2026-11-02 09:00+01:00", tick=False) as clock:
        enter(client, user)
        enter(phone, user)
        own = row_of(client)
        Session.objects.filter(pk=own.pk).update(name="Büro")
        clock.shift(1800)
        new = "neues-pferd-akku-tor"

        response = client.post(
            "/konto/passwort/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
        )

        assert response["Location"] == "/konto/"
        assert [is_in(client), is_in(phone)] == [True, False]
    kept = row_of(client)
    assert (kept.name, kept.started_on) == ("Büro", own.started_on)


def test_rows_of_sessions_that_are_over_are_swept(client, user):
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(client, user)
        clock.shift(3 * 24 * 3600)

        SessionStore.clear_expired()

    assert Session.objects.count() == 0


def test_a_row_opened_with_another_secret_is_empty(client, user):
    enter(client, user)
    row = Session.objects.get()
    Session.objects.filter(pk=row.pk).update(session_key=row_key("geraten"))

    assert SessionStore("geraten").load() == {}
