"""Signing in: what works, what is refused, and what is not stored."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from lab.accounts.actions import close_account
from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import Session, User

pytestmark = pytest.mark.django_db


def enter(client, email, password=PASSWORD, **more):
    return client.post("/anmelden/", {"login": email, "password": password, **more})


def dump():
    """All rows of all tables as text."""
    return {
        f"{model._meta.label}:{row['pk']}": repr(sorted(row.items()))
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values(
            "pk", *[f.attname for f in model._meta.concrete_fields]
        )
    }


def test_a_person_signs_in_with_mail_address_and_password(client):
    user = UserFactory(email="anna@luenen.example")

    response = enter(client, "Anna@luenen.example")

    assert response.status_code == 302
    assert client.get("/konto/").context["user"] == user


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    UserFactory(email="anna@luenen.example")

    wrong = enter(client, "anna@luenen.example", "falsch-falsch-falsch")
    unknown = enter(client, "niemand@luenen.example", "falsch-falsch-falsch")

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_an_unknown_address_costs_a_password_check_too(
    client, django_assert_num_queries, monkeypatch
):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))

    enter(client, "niemand@luenen.example", "falsch-falsch-falsch")

    assert hashed == ["falsch-falsch-falsch"]


def test_the_sixth_attempt_on_one_account_has_to_wait(client):
    user = UserFactory()

    for _ in range(5):
        enter(client, user.email, "falsch-falsch-falsch")
    response = enter(client, user.email)

    assert response.status_code == 200
    assert client.get("/konto/").status_code == 302


def test_signing_in_stores_a_start_day_and_a_quarter_and_nothing_else(client):
    user = UserFactory()
    with time_machine.travel("2026-11-03 09:00+01:00", tick=False):
        before = dump()

        enter(client, user.email)

        after = dump()
    changed = sorted(key.split(":")[0] for key in after if before.get(key) != after[key])
    session = Session.objects.get(user=user)
    user.refresh_from_db()
    assert changed == ["accounts.Session", "accounts.User"]
    assert user.last_quarter == "2026Q4"
    assert session.started_on == datetime.date(2026, 11, 3)
    assert session.expire_date.hour in {22, 23}
    assert "127.0.0.1" not in "".join(after.values())


def test_the_hour_of_signing_in_leaves_no_trace(client):
    user = UserFactory()
    rows = []
    for hour in ("09:00", "17:00"):
        with time_machine.travel(f"2026-11-03 {hour}+01:00", tick=False):
            enter(client, user.email)
            row = Session.objects.get(user=user)
            rows.append((row.started_on, row.expire_date, row.name, len(row.session_data)))
            row.delete()

    assert rows[0] == rows[1]


def test_the_session_row_tells_neither_the_cookie_nor_its_content(client):
    user = UserFactory()

    enter(client, user.email)

    secret = client.cookies["session"].value.split(":")[0]
    row = Session.objects.get(user=user)
    assert secret not in row.session_key
    assert "auth" not in row.session_data


def test_only_places_in_the_house_are_followed_after_signing_in(client):
    user = UserFactory()

    response = enter(client, user.email, next="https://boese.example/")

    assert response["Location"] == "/"


def test_a_closed_account_loses_all_sessions_at_once_and_cannot_sign_in(client):
    user = UserFactory()
    enter(client, user.email)

    close_account(user)

    assert Session.objects.filter(user=user).count() == 0
    assert client.get("/konto/").status_code == 302
    assert enter(client, user.email)["Location"] == "/anmelden/geschlossen/"


def test_no_page_of_the_stock_templates_is_left(client):
    UserFactory()

    for name in (
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_inactive",
        "account_reset_password_done",
        "socialaccount_login_cancelled",
        "account_email_verification_sent",
        "account_reset_password_from_key_done",
    ):
        response = client.get(reverse(name))
        origins = [t.origin.name for t in response.templates if t.origin and t.name]
        assert not [o for o in origins if "allauth" in o], name
