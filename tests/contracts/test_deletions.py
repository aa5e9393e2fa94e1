"""The ledger of deletions: written when a deletion is certain, unreadable without the key."""

import stat

import pytest
from django.db import transaction

from lab.accounts.factories import UserFactory
from lab.accounts.models import User
from lab.core import deletions


@pytest.fixture
def data(settings, tmp_path):
    settings.LAB_DATA = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_deletion_leaves_day_kind_and_a_keyed_hash(data, django_capture_on_commit_callbacks):
    user = UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        deletions.note(user)

    (file,) = (data / "deletions").iterdir()
    assert deletions.noted() == {"accounts.user": {deletions.tag_of(user)}}
    assert (user.email in file.name, user.public_id in file.name) == (False, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_did_not_happen_leaves_nothing(data):
    user = UserFactory()

    with transaction.atomic():
        deletions.note(user)
        transaction.set_rollback(True)

    assert deletions.noted() == {}


@pytest.mark.django_db
def test_a_thing_is_deleted_again_the_way_its_model_wants(monkeypatch):
    monkeypatch.setattr(deletions, "_again", {})
    first, second = UserFactory(), UserFactory()
    again = []

    deletions.delete_again(first)
    deletions.register(User, again.append)
    deletions.delete_again(second)

    assert (list(User.objects.all()), again) == ([second], [second])
