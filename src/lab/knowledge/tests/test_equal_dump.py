"""anonymity.md 8: who wrote and at what hour leaves no trace in rows, logs, mails or files."""

import datetime
import logging
import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction

from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.actions.claim import find_by_code
from lab.knowledge.models import Pitfall, Question, Release
from lab.knowledge.tests.writing import TEXTS, an_editor, page, same_houses

pytestmark = pytest.mark.django_db
DAY = datetime.datetime(2027, 5, 4, tzinfo=datetime.UTC)
MORNING, AFTERNOON = DAY.replace(hour=7), DAY.replace(hour=15)


NUMBERED = ("core_dailycount", "knowledge_release")  # PostgreSQL does not take numbers back


class Undone(Exception):
    """Take everything back."""


def dump():
    """Every row of every table, as the database holds it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            rows[table] = sorted(found, key=repr)
    return rows


def files():
    return sorted(
        (str(path.relative_to(settings.LAB_DATA)), path.stat().st_size)
        for path in Path(settings.MEDIA_ROOT).rglob("*")
    )


def without_fresh_values(told, pitfall):
    """Replace what is drawn at random for the new row, and nothing else."""
    for table in NUMBERED:
        for row in told["rows"][table]:
            row["id"] = "<number>"
    words = repr(told)
    fresh = [
        (str(pitfall.pk), "<key>"),
        (pitfall.public_id, "<id>"),
        (pitfall.claim_hash, "<hash>"),
    ]
    for row in Question.objects.all():
        fresh += [(str(row.pk), "<key>"), (row.public_id, "<id>")]
    for value, name in fresh:
        words = words.replace(value, name)
    return words


@pytest.fixture
def world(settings):
    """A lab of six alike houses; Anna and Bert, both signed in since the morning."""
    settings.LAB_SESSION_IDLE = 12 * 3600
    lab = LabFactory(slug="ruhr")
    same_houses(lab, 4)
    with time_machine.travel(MORNING, tick=False):
        anna, bert = MembershipFactory(lab=lab), MembershipFactory(lab=lab)
        asking = an_editor(lab)
    return lab, {"anna": anna, "bert": bert}, asking


def write(client, lab, member, deeds, asking):
    """Sign in at eight whoever writes; then write anonymously, and do the deeds with the code."""
    url = page(lab, "capture")
    answer = client.post(url, TEXTS | {"visibility": "network_anonymous"})
    code = re.search(r'id="code">([0-9A-Z ]+)<', answer.content.decode()).group(1)
    pitfall = find_by_code(lab, code)
    for deed in deeds:
        deed(client, lab, pitfall, code, asking)
    return answer, pitfall


def answer_a_question(client, lab, pitfall, code, asking):
    question = Question.objects.create(
        pitfall=pitfall, asked_by=asking, organisation=asking.organisation, text="Wie groß?"
    )
    data = {"code": code, "question": question.public_id, "answer": "Klein."}
    assert client.post(page(lab, "claim_answer"), data).status_code == 200


def change_it(client, lab, pitfall, code, asking):
    Release.objects.create(pitfall=pitfall, by=asking, organisation=asking.organisation)
    data = TEXTS | {"code": code, "revision": 1, "advice": "Anders einladen.", "severity": "costly"}
    assert client.post(page(lab, "claim_change"), data).status_code == 200


def withdraw_it(client, lab, pitfall, code, asking):
    data = {"code": code, "sure": "on"}
    assert client.post(page(lab, "claim_withdraw"), data).status_code == 200


def trace(world, who, when, deeds, caplog, new_client):
    """What is left of a contribution: rows, log lines, mails and files; then undo it."""
    lab, people, asking = world
    told = {}
    caplog.clear()
    cache.clear()
    mail.outbox.clear()
    try:
        with transaction.atomic():
            clients = {}
            with time_machine.travel(MORNING.replace(hour=6), tick=False):
                for name in sorted(people):
                    clients[name] = new_client()
                    clients[name].force_login(people[name].user)
            sessions = dump()["accounts_session"]
            with time_machine.travel(when, tick=False), caplog.at_level(logging.INFO):
                caplog.clear()
                answer, pitfall = write(clients[who], lab, people[who], deeds, asking)
            logs = [record.getMessage() for record in caplog.records]
            rows = dump()
            assert rows.pop("accounts_session") == sessions
            assert len(sessions) == 2
            told = {"rows": rows, "logs": logs, "mails": len(mail.outbox), "files": files()}
            told = without_fresh_values(told, pitfall)
            raise Undone
    except Undone:
        return told, answer


@pytest.mark.parametrize(
    "deeds",
    [
        pytest.param([], id="written"),
        pytest.param([answer_a_question], id="answered"),
        pytest.param([change_it], id="changed"),
        pytest.param([withdraw_it], id="withdrawn"),
    ],
)
def test_who_wrote_and_when_leaves_no_trace(world, deeds, caplog, another_client):
    told = [
        trace(world, who, when, deeds, caplog, type(another_client))[0]
        for who, when in [
            ("anna", MORNING),
            ("bert", MORNING),
            ("anna", AFTERNOON),
            ("bert", AFTERNOON),
        ]
    ]

    assert told[0] == told[1]
    assert told[0] == told[2]
    assert told[0] == told[3]


def test_the_answer_stores_nothing_in_the_browser_and_must_not_be_kept(
    world, caplog, another_client
):
    _told, answer = trace(world, "anna", MORNING, [], caplog, type(another_client))

    assert "no-store" in answer.headers["Cache-Control"]
    assert set(answer.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def test_nothing_but_days_is_stored_with_an_anonymous_pitfall():
    kinds = {type(field).__name__ for field in Pitfall._meta.concrete_fields}

    assert "DateTimeField" not in kinds
