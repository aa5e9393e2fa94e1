import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from lab.core.access import Conflict
from lab.core.deletions import delete_again
from lab.directory.factories import MembershipFactory
from lab.knowledge.actions.attachments import MOST_FILES, attach, detach, sweep_files
from lab.knowledge.actions.withdrawal import withdraw
from lab.knowledge.cleaning import clean_file
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Attachment
from lab.knowledge.tests.writing import an_editor, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def put(thing, text="Text", title="Vorlage"):
    return attach(
        thing, clean_file("a.txt", text.encode()), by=thing.author, words={"title": title}
    )


def test_a_file_is_kept_under_a_random_name_with_the_day_as_its_time():
    approach = ApproachFactory()

    with time_machine.travel("2027-05-04T13:45:12Z", tick=False):
        attachment = put(approach)

    time = default_storage.get_modified_time(attachment.stored_name)
    assert (time.astimezone().hour, time.astimezone().minute) == (0, 0)
    assert "orlage" not in attachment.stored_name
    with default_storage.open(attachment.stored_name) as kept:
        assert kept.read() == b"Text"


def test_a_file_is_uploaded_named_and_removed_by_its_author(client):
    approach = ApproachFactory()
    client.force_login(approach.author.user)
    upload = SimpleUploadedFile("../../böse.txt", b"Text")

    client.post(
        page(approach.lab, "attaching", "ansaetze", approach.public_id),
        {"file": upload, "title": "<b>Vorlage</b>", "licence": "CC0-1.0"},
    )
    attachment = Attachment.objects.get()
    stored = attachment.stored_name
    client.post(page(approach.lab, "detaching", attachment.public_id))

    assert stored.startswith("knowledge/")
    assert Attachment.objects.count() == 0


def test_a_refused_file_is_told_in_the_form(client):
    approach = ApproachFactory()
    client.force_login(approach.author.user)

    answer = client.post(
        page(approach.lab, "attaching", "ansaetze", approach.public_id),
        {"file": SimpleUploadedFile("a.exe", b"MZ"), "title": "Programm"},
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])


def test_a_file_comes_as_a_download_only(client):
    approach = ApproachFactory(visibility="public")
    attachment = put(approach)
    type(approach).objects.update(publish_on=datetime.date(2026, 1, 5))

    answer = client.get(page(approach.lab, "attachment", attachment.public_id))

    assert b"".join(answer.streaming_content) == b"Text"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vorlage.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_is_seen_by_those_who_see_its_text(client, another_client):
    approach = ApproachFactory(waiting=True)
    attachment = put(approach)
    url = page(approach.lab, "attachment", attachment.public_id)
    client.force_login(MembershipFactory(lab=approach.lab).user)
    another_client.force_login(an_editor(approach.lab).user)

    hidden, shown = client.get(url), another_client.get(url)
    shown.close()

    assert (hidden.status_code, shown.status_code) == (404, 200)


def test_a_file_is_not_found_under_another_lab(client):
    approach = ApproachFactory(visibility="public")
    attachment = put(approach)
    type(approach).objects.update(publish_on=datetime.date(2026, 1, 5))
    other = ApproachFactory()

    answer = client.get(page(other.lab, "attachment", attachment.public_id))

    assert answer.status_code == 404


def test_only_the_author_attaches(client):
    approach = ApproachFactory()
    client.force_login(MembershipFactory(lab=approach.lab).user)

    answer = client.get(page(approach.lab, "attaching", "ansaetze", approach.public_id))

    assert answer.status_code == 403


def test_the_same_file_is_kept_once_and_eight_are_enough():
    pitfall = PitfallFactory()

    same = [put(pitfall, "0") == put(pitfall, "0")]
    for number in range(1, MOST_FILES):
        put(pitfall, str(number))

    assert same == [True]
    with pytest.raises(Conflict):
        put(pitfall, "zu viel")


def test_withdrawing_removes_the_files(django_capture_on_commit_callbacks):
    pitfall = PitfallFactory()
    stored = put(pitfall).stored_name

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(pitfall, by=pitfall.author)

    assert default_storage.exists(stored) is False


def test_files_a_crash_left_behind_are_swept_the_day_after():
    kept = put(PitfallFactory()).stored_name
    lost = default_storage.save("knowledge/verloren.txt", ContentFile(b"x"))

    sweep_files()
    today = default_storage.exists(lost)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)):
        sweep_files()

    assert (today, default_storage.exists(lost), default_storage.exists(kept)) == (
        True,
        False,
        True,
    )


def test_a_file_that_came_back_with_a_backup_goes_again(django_capture_on_commit_callbacks):
    attachment = put(PitfallFactory())

    with django_capture_on_commit_callbacks(execute=True):
        delete_again(attachment)

    assert default_storage.exists(attachment.stored_name) is False
    assert Attachment.objects.count() == 0


def test_removing_a_file_twice_is_harmless():
    attachment = put(PitfallFactory())
    author = attachment.subject.author

    detach(attachment, by=author)
    detach(Attachment(pk=attachment.pk or 1, pitfall=attachment.pitfall), by=author)

    assert Attachment.objects.count() == 0


def test_nothing_to_sweep_is_fine():
    sweep_files()

    assert default_storage.exists("knowledge") is False
