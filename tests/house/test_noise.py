"""Bad input gets an answer, never a crash: every door, every method, every kind of nonsense."""

import pytest
from django.db import transaction

from tests.journeys.doors import client, doors, paths
from tests.journeys.world import COORDINATOR, LEAD, MEMBER, STRANGER, build

QUERIES = [
    "?nach=%00~1&seite=-1&q=%00",
    "?nach=9999-99-99~x&seite=99999999999999999999&thema=%27%22%3C&kind=x&q=" + "a" * 3000,
    "?seite=1e9&q=%22%22%22&thema=&thema=&phase=x&size=x&reife=x&schwere=x",
    "?next=//boese.example&code=%F0%9F%92%A5&q=%F0%9F%92%A5",
]
NAMES = [
    "title",
    "what_happened",
    "advice",
    "visibility",
    "text",
    "reason",
    "kind",
    "value",
    "story",
    "revision",
    "email",
    "name",
    "code",
    "roles",
    "role",
    "outcome",
    "note",
    "organisation",
    "note",
    "answer",
    "question",
    "page",
    "contact",
    "field",
    "passage",
    "day",
    "zurueck",
    "zeigen",
    "state",
    "barriers",
    "method",
    "login",
    "password",
    "token",
    "original",
    "replacement",
    "signature",
]
BODIES = [
    {},
    dict.fromkeys(NAMES, "\x00"),
    dict.fromkeys(NAMES, "x" * 20000),
    dict.fromkeys(NAMES, "-1"),
    dict.fromkeys(NAMES, "99999999999999999999999"),
    dict.fromkeys(NAMES, "💥<>'\"; DROP TABLE"),
]


@pytest.fixture
def world():
    return build()


@pytest.mark.django_db
def test_no_address_crashes_on_a_strange_question(world):
    crashed = [
        (path + query, who, answer.status_code)
        for door in doors()
        for path in paths(door, world)[:2]
        for query in QUERIES
        for who in (STRANGER, LEAD)
        for answer in [quiet(who, world).get(path + query)]
        if answer.status_code >= 500
    ]

    assert crashed == []


@pytest.mark.django_db
def test_no_form_crashes_on_nonsense(world):
    crashed = []
    for door in doors():
        for path in paths(door, world)[:1]:
            for body in BODIES:
                for who in (STRANGER, MEMBER, COORDINATOR, LEAD):
                    with transaction.atomic():
                        answer = quiet(who, world).post(path, body)
                        transaction.set_rollback(True)
                    if answer.status_code >= 500:
                        crashed.append((path, who, str(body)[:60], answer.status_code))

    assert crashed == []


def quiet(who, world):
    """Return the client of a person; a crash becomes an answer instead of an exception."""
    found = client(who, world)
    found.raise_request_exception = False
    return found
