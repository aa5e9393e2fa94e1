"""Drawn keys say nothing about time, not even in the way a database lays its rows down."""

import pytest
from django.apps import apps
from django.db import connection

from lab.core.ids import KeyField
from lab.knowledge.factories import PitfallFactory

DRAWN = [model for model in apps.get_models() if isinstance(model._meta.pk, KeyField)]


def test_the_nouns_of_anonymous_deeds_have_drawn_keys():
    names = {model.__name__ for model in DRAWN}

    assert names >= {
        "Pitfall",
        "PitfallTheme",
        "Avoidance",
        "Attachment",
        "Question",
        "Voice",
        "Entry",
    }


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="hidden row numbers are SQLite's")
@pytest.mark.parametrize("model", DRAWN, ids=lambda model: model.__name__)
def test_sqlite_keeps_no_hidden_row_number_beside_a_drawn_key(model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [model._meta.db_table])
        (statement,) = cursor.fetchone()

    assert '("id" integer NOT NULL PRIMARY KEY' in statement


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="hidden row numbers are SQLite's")
def test_rows_lie_in_the_order_of_their_keys():
    pitfalls = PitfallFactory.create_batch(12)

    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid, id FROM knowledge_pitfall")
        rows = cursor.fetchall()

    assert rows == [(key, key) for key in sorted(pitfall.pk for pitfall in pitfalls)]
