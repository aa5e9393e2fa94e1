"""An upgrade keeps the data: the database of the previous commit becomes today's."""

import io
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def git(*words):
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True).stdout


def previous_commit():
    """Return the commit before this one; in a clone without history this one itself."""
    try:
        return git("rev-parse", "--verify", "--quiet", "HEAD~1").decode().strip()
    except subprocess.CalledProcessError:
        return "HEAD"


def django(source, data, *words):
    variables = {k: v for k, v in os.environ.items() if not k.startswith("LAB_")}
    variables |= {
        "LAB_DATA": str(data),
        "PYTHONPATH": str(source),
        "DJANGO_SETTINGS_MODULE": "lab.config.settings",
    }
    subprocess.run([sys.executable, "-m", "django", *words], env=variables, check=True)


def test_the_database_of_the_previous_commit_migrates_and_keeps_its_rows(tmp_path):
    before, data = tmp_path / "before", tmp_path / "var"
    with tarfile.open(fileobj=io.BytesIO(git("archive", previous_commit(), "src"))) as archive:
        archive.extractall(before, filter="data")
    django(before / "src", data, "migrate", "--verbosity=0")
    with sqlite3.connect(data / "lab.sqlite3") as database:
        database.execute(
            "INSERT INTO directory_organisation"
            " (public_id, name, short_name, kind, size_class, land, key)"
            " VALUES ('abcdefghjk', 'Stadt Lünen', 'Lünen', 'city', 'm', '05', '05978024')"
        )

    django(ROOT / "src", data, "migrate", "--verbosity=0")

    with sqlite3.connect(data / "lab.sqlite3") as database:
        names = database.execute("SELECT name FROM directory_organisation").fetchall()
    assert names == [("Stadt Lünen",)]
