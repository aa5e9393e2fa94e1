"""Getting all of one's data, and leaving without a trace."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db import connection

from lab.accounts.actions import delete_account
from lab.accounts.export import archive
from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import Session, User
from lab.core import deletions
from lab.core.personal import PersonalData, rule_of

pytestmark = pytest.mark.django_db


def enter(client, user):
    client.post("/anmelden/", {"login": user.email, "password": PASSWORD})
    client.post("/konto/noch-einmal/", {"password": PASSWORD})


def everything():
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


@pytest.fixture
def user(client):
    user = UserFactory(name="Annegret Ahorn", email="annegret@luenen.example")
    TOTP.activate(user, "GEHEIM")
    SocialAccount.objects.create(user=user, provider="stadt", uid="x")
    EmailAddress.objects.create(user=user, email="annegret.neu@luenen.example")
    return user


def test_the_export_holds_what_we_keep_to_read_and_as_json(client, user):
    Authenticator.objects.all().delete()
    enter(client, user)

    response = client.get("/konto/meine-daten/")

    box = zipfile.ZipFile(io.BytesIO(response.content))
    data = json.loads(box.read("daten.json"))
    assert response.headers["Cache-Control"] == "no-store"
    assert data["accounts.User"][0]["email"] == "annegret@luenen.example"
    assert [row["email"] for row in data["account.EmailAddress"]] == [
        "annegret@luenen.example",
        "annegret.neu@luenen.example",
    ]
    assert len(data["accounts.Session"]) == 1
    assert "Annegret Ahorn" in box.read("daten.html").decode()


def test_the_export_holds_nothing_of_others_and_no_secret(client, user):
    UserFactory(name="Berta Birke")
    enter(client, user)

    text = "".join(
        zipfile.ZipFile(io.BytesIO(archive(user))).read(name).decode()
        for name in ("daten.json", "daten.html")
    )
    assert "Berta" not in text
    assert "GEHEIM" not in text
    assert user.password not in text


def test_after_deleting_nothing_of_the_person_is_left(client, user, settings, mailoutbox):
    Authenticator.objects.all().delete()
    enter(client, user)
    other = UserFactory()

    assert client.post("/konto/loeschen/", {}).status_code == 200
    response = client.post("/konto/loeschen/", {"sure": "on"})

    assert response["Location"] == "/konto/geloescht/"
    left = everything()
    assert "Annegret" not in left
    assert "annegret" not in left
    assert list(User.objects.all()) == [other]
    assert Session.objects.filter(user__isnull=False).count() == 0
    assert mailoutbox[-1].to == ["annegret@luenen.example"]


def test_a_deleted_account_that_came_back_with_a_backup_is_deleted_again(
    user, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.LAB_DATA = tmp_path
    copy = User(email=user.email, public_id=user.public_id, name=user.name)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user)
    copy.save()

    assert deletions.tag_of(copy) in deletions.noted()["accounts.user"]
    deletions.delete_again(copy)
    assert User.objects.filter(public_id=copy.public_id).exists() is False


def test_deleting_goes_by_a_rule_of_every_model_with_a_person():
    pointing = {
        field.model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model is User
        and not field.auto_created
        and model._meta.app_label in {"accounts", "account", "mfa", "socialaccount"}
    }
    assert all(isinstance(rule_of(model), PersonalData) for model in pointing)
