"""What keeps the data: backup, restore, migrations, and tasks that survive a crash."""

import hashlib
import json
import signal
import stat

import pytest

from tests.contracts.console import until

ADD_FILE = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("ab/zufall.bin", ContentFile(bytes(range(256)) * 40))
"""
DELETE_ONE = """
from lab.core.deletions import note
from lab.knowledge.models import Pitfall
found = Pitfall.objects.order_by("pk").first()
note(found)
found.delete()
print(json.dumps(found.title))
"""


def hashes(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_a_restored_backup_has_the_same_rows_and_the_same_files(house, tmp_path):
    house.python(ADD_FILE)
    rows, files = house.counts(), hashes(house.data / "files")

    saved = house.lab("backup", tmp_path / "copy")
    house.python(
        "from lab.knowledge.models import Pitfall, Approach\n"
        "Pitfall.objects.all().delete(); Approach.objects.update(title='anders')"
    )
    (house.data / "files" / "ab" / "zufall.bin").write_bytes(b"verdorben")
    restored = house.lab("restore", tmp_path / "copy")

    assert (saved.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    assert house.counts() == rows
    assert hashes(house.data / "files") == files
    assert (
        house.python(
            "from lab.knowledge.models import Approach\n"
            "print(json.dumps(Approach.objects.filter(title='anders').count()))"
        )
        == 0
    )


def test_a_backup_moves_to_a_new_installation(house, empty_house, tmp_path):
    house.lab("backup", tmp_path / "copy")

    done = empty_house.lab("restore", tmp_path / "copy")

    assert (done.returncode, done.stderr) == (0, "")
    assert empty_house.counts() == house.counts()


def test_a_second_backup_of_the_same_state_is_the_same(house, empty_house, tmp_path):
    house.lab("backup", tmp_path / "first")
    empty_house.lab("restore", tmp_path / "first")

    empty_house.lab("backup", tmp_path / "second")

    assert hashes(tmp_path / "first") == hashes(tmp_path / "second")


def test_a_backup_is_for_the_operator_only(house, tmp_path):
    house.python(ADD_FILE)

    house.lab("backup", tmp_path / "copy")

    places = [tmp_path / "copy", *(tmp_path / "copy").rglob("*")]
    assert [p for p in places if stat.S_IMODE(p.stat().st_mode) & 0o077] == []


def test_rows_in_a_backup_stand_in_the_order_of_their_keys(house, tmp_path):
    house.lab("backup", tmp_path / "copy")

    lines = (tmp_path / "copy" / "tables" / "knowledge_pitfall.jsonl").read_text().splitlines()
    keys = [json.loads(line)["id"] for line in lines]
    assert (len(keys) > 20, keys) == (True, sorted(keys))


def test_sessions_and_keys_stay_out_of_a_backup(house, tmp_path):
    house.lab("backup", tmp_path / "copy")

    names = [path.name for path in (tmp_path / "copy").rglob("*")]
    assert (tmp_path / "copy" / "tables" / "accounts_session.jsonl").read_text() == ""
    assert {"keys", "session", "pseudonym"} & set(names) == set()


def test_what_was_deleted_since_the_backup_stays_deleted(house, tmp_path):
    rows = house.counts()
    house.lab("backup", tmp_path / "copy")
    title = house.python(DELETE_ONE)

    done = house.lab("restore", tmp_path / "copy")

    assert "1 seit der Sicherung gelöschte" in done.stdout
    assert house.counts()["knowledge.Pitfall"] == rows["knowledge.Pitfall"] - 1
    assert (
        house.python(
            "from lab.knowledge.models import Pitfall\n"
            f"print(json.dumps(Pitfall.objects.filter(title={title!r}).exists()))"
        )
        is False
    )
    assert all(title not in file.name for file in (house.data / "deletions").iterdir())


def test_a_damaged_backup_changes_nothing(house, tmp_path):
    house.lab("backup", tmp_path / "copy")
    rows = house.counts()
    with (tmp_path / "copy" / "tables" / "knowledge_pitfall.jsonl").open("a") as file:
        file.write("{}\n")

    done = house.lab("restore", tmp_path / "copy")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert house.counts() == rows


def test_nothing_is_restored_while_the_lab_runs(house, tmp_path):
    house.lab("backup", tmp_path / "copy")

    with house.running():
        done = house.lab("restore", tmp_path / "copy")

    assert (done.returncode, "läuft noch" in done.stderr) == (1, True)


def test_a_backup_never_overwrites(house, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "wichtig").touch()

    done = house.lab("backup", tmp_path / "copy")

    assert (done.returncode, [p.name for p in (tmp_path / "copy").iterdir()]) == (1, ["wichtig"])


def test_migrating_saves_the_state_before(house):
    house.python(
        "from django.core.management import call_command\n"
        "call_command('migrate', 'discussions', 'zero', verbosity=0)"
    )

    done = house.lab("migrate")

    saved = list((house.data / "backups").glob("vor-migration-*"))
    assert (done.returncode, len(saved)) == (0, 1)
    assert (saved[0] / "manifest.json").exists()


def test_check_finds_a_fresh_installation_in_order(house):
    done = house.lab("check")

    assert (done.returncode, done.stdout) == (0, "Alles in Ordnung.\n")


def test_check_finds_readable_keys_and_missing_migrations(house):
    (house.data / "keys" / "session").chmod(0o644)
    house.python(
        "from django.core.management import call_command\n"
        "call_command('migrate', 'discussions', 'zero', verbosity=0)"
    )

    done = house.lab("check")

    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)


def test_a_new_lab_has_its_examples_and_an_invitation(empty_house):
    done = empty_house.lab("new-lab", "Östliches Münsterland", "--coordinator", "k@stadt.example")
    again = empty_house.lab("new-lab", "Östliches Münsterland", "--coordinator", "k@stadt.example")

    found = empty_house.python(
        "from lab.directory.models import Invitation, Lab\n"
        "from lab.knowledge.models import Pitfall\n"
        "print(json.dumps([Lab.objects.get().slug, Invitation.objects.get().email, "
        "Pitfall.objects.filter(is_example=True).count() >= 24]))"
    )
    assert (done.returncode, again.returncode) == (0, 1)
    assert found == ["oestliches-muensterland", "k@stadt.example", True]


@pytest.mark.parametrize("mail", ["niemand", "a@", "@b.example"])
def test_a_new_lab_needs_a_mail_address(empty_house, mail):
    done = empty_house.lab("new-lab", "Ruhr", "--coordinator", mail)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_a_killed_task_is_run_again_by_the_next_worker(house, tmp_path):
    place = tmp_path / "notes"
    house.python(
        "from tests.contracts.chores import note_and_wait\n"
        f"note_and_wait.enqueue({str(place)!r}, 3)"
    )
    first = house.begin("work")
    begun = until(place.exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    house.python(
        "import datetime; from django.utils import timezone; from lab.core.models import Pulse\n"
        "Pulse.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=1))"
    )

    second = house.begin("work")
    finished = until(lambda: place.read_text() == "begun\nbegun\ndone\n")
    second.terminate()
    code = second.wait(5)
    second.stdout.close()

    assert (begun, finished, code) == (True, True, 0)
