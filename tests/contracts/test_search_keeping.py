import datetime
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.core.queue import dailies
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.search import actions, receivers, tasks, vectors
from lab.search.finding import find
from lab.search.foresight import foresee, similar
from lab.search.models import Entry, Term, Vector


@pytest.mark.django_db
def test_a_deed_enters_the_thing_in_the_background():
    pitfall = PitfallFactory(title="Zebrastreifenfink")
    record(pitfall.author, Verb.RELEASED, pitfall)

    task = DBTaskResult.objects.get(task_path="lab.search.tasks.index_thing")
    tasks.index_thing.call(*task.args_kwargs["args"])

    assert [hit.object_id for hit in find(pitfall.author.viewer, "Zebrastreifenfink").hits] == [
        pitfall.pk
    ]


@pytest.mark.django_db
def test_deeds_about_other_things_are_none_of_our_business():
    pitfall = PitfallFactory()

    record(pitfall.author, Verb.EDITED, pitfall.organisation)

    assert DBTaskResult.objects.filter(task_path="lab.search.tasks.index_thing").count() == 0


def test_the_sweep_runs_every_day():
    assert receivers.DAILY in [daily.name for daily in dailies()]


@pytest.mark.django_db
def test_an_entry_has_no_time_and_no_author():
    assert {field.name for field in Entry._meta.get_fields()} == {
        "id",
        "kind",
        "object_id",
        "lab",
        "facets",
        "weights",
        "length",
        "print",
        "tokens",
        "stream",
        "vector",
    }


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_lose_no_count():
    things = [PitfallFactory(title=f"Terminvergabe {number}") for number in range(8)]

    def enter(thing):
        try:
            actions.index("pitfall", [thing.pk])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(enter, [*things, *things]))

    counted = dict(Term.objects.values_list("token", "entries"))
    actions.recount()
    assert dict(Term.objects.values_list("token", "entries")) == counted
    assert counted["terminvergab"] == 8
    assert counted[""] == 8


@pytest.mark.django_db
def test_the_index_follows_a_row_that_is_changed_or_removed_behind_its_back():
    pitfall = PitfallFactory(title="Zebrastreifenfink")
    actions.index("pitfall", [pitfall.pk])
    entry = Entry.objects.get()

    entry.tokens = "etwasanderes"
    entry.save()
    changed = find(pitfall.author.viewer, "Zebrastreifenfink").hits
    Entry.objects.all().delete()
    removed = Entry.objects.count()

    assert changed == []
    assert removed == 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')")


@pytest.mark.django_db
def test_what_is_alike_is_named_but_never_itself():
    pitfall = PitfallFactory(title="Wenn die Terminvergabe alle Zeitfenster auf einmal freigibt")
    other = ApproachFactory(title="Terminvergabe in Zeitfenstern", author=pitfall.author)
    for thing in (pitfall, other):
        actions.index(thing.kind, [thing.pk])

    found = similar(pitfall.author.viewer, "Terminvergabe mit Zeitfenstern", exclude=pitfall)

    assert [hint.thing for hint in found] == [other]


@pytest.mark.django_db
def test_themes_the_asker_chose_lift_what_belongs_to_them():
    pitfall = PitfallFactory(title="Zeitfenster in der Zulassungsstelle")
    actions.index("pitfall", [pitfall.pk])

    plain = foresee(pitfall.author.viewer, "Zeitfenster")
    sized = foresee(pitfall.author.viewer, "Zeitfenster", size="m", phase="planning")

    assert plain.pitfalls[0].thing == sized.pitfalls[0].thing == pitfall


@pytest.mark.django_db
def test_the_model_finds_what_shares_no_word(settings, tmp_path):
    settings.LAB_SEMANTIC = True
    settings.LAB_DATA = tmp_path
    pitfall = PitfallFactory(
        title="Wenn die Leute ihren Ausweis nur online bestellen können",
        what_happened="Ältere Menschen ohne Smartphone standen vor verschlossener Tür.",
    )
    actions.index("pitfall", [pitfall.pk])
    actions.read_meaning()

    ranking = foresee(pitfall.author.viewer, "Oma hat kein Handy").ranking

    assert [hint.thing for hint in ranking] == [pitfall]
    assert Vector.objects.count() == 1


@pytest.mark.django_db
def test_vectors_lie_in_a_file_only_the_owner_reads_dated_to_the_day(settings, tmp_path):
    settings.LAB_SEMANTIC = True
    settings.LAB_DATA = tmp_path
    pitfall = PitfallFactory()
    actions.index("pitfall", [pitfall.pk])

    actions.read_meaning()

    file = next(Path(tmp_path).glob("vectors/*.f16"))
    written = datetime.datetime.fromtimestamp(
        file.stat().st_mtime, tz=timezone.get_current_timezone()
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (written.hour, written.minute, written.second) == (0, 0, 0)
    assert vectors.neighbours("Irgendwas") == [Entry.objects.get().pk]


@pytest.mark.django_db
def test_neighbours_nobody_may_see_stay_unseen(settings, tmp_path):
    settings.LAB_SEMANTIC = True
    settings.LAB_DATA = tmp_path
    hidden = PitfallFactory(visibility="organisation")
    stranger = PitfallFactory(visibility="organisation")
    for thing in (hidden, stranger):
        actions.index("pitfall", [thing.pk])
    actions.read_meaning()

    ranking = foresee(stranger.author.viewer, "Etwas wurde vergessen").ranking

    assert [hint.thing for hint in ranking] == [stranger]


@pytest.mark.django_db
def test_without_the_extra_nothing_is_read_for_meaning(settings):
    settings.LAB_SEMANTIC = False
    pitfall = PitfallFactory()
    actions.index("pitfall", [pitfall.pk])

    assert actions.read_meaning() == 0
