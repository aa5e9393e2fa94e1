"""Import: all or nothing, every refusal explained, ids and free tags survive."""

import pytest

from lab.core.audience import Viewer
from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.exchange import bring_in
from lab.knowledge.factories import ThemeFactory
from lab.knowledge.models import Approach, Pitfall, Theme

pytestmark = pytest.mark.django_db


def pitfall(**more):
    return {
        "id": "p1",
        "kind": "pitfall",
        "title": "Wenn niemand zuständig ist, dann bleibt es liegen",
        "what_happened": "Niemand war zuständig.",
        "advice": "Eine Person benennen.",
        "themes": [],
    } | more


def approach(**more):
    return {
        "id": "a1",
        "kind": "approach",
        "title": "Offene Stunde",
        "problem": "Ohne Termin kommt niemand dran.",
        "steps": "Zählen. Dann Zeiten freihalten.",
        "themes": [],
    } | more


@pytest.fixture
def lab():
    return LabFactory()


def test_imported_items_are_published_in_the_network_with_their_source(lab):
    report = bring_in(lab, [pitfall(), approach()])

    found = [*Pitfall.objects.all(), *Approach.objects.all()]
    assert report.taken == 2
    assert [(x.external_id, x.source, x.visibility) for x in found] == [
        ("p1", "Import", "network"),
        ("a1", "Import", "network"),
    ]
    assert all(x.is_published and x.author is None for x in found)


def test_imported_items_are_seen_by_members_and_not_by_strangers(lab):
    bring_in(lab, [pitfall()])
    member = MembershipFactory(lab=lab)

    assert Pitfall.objects.visible_to(member.viewer).count() == 1
    assert Pitfall.objects.visible_to(Viewer(lab_id=lab.pk)).count() == 0


def test_one_refusal_keeps_everything_out(lab):
    report = bring_in(lab, [pitfall(), approach(title="")])

    assert [(r.place, r.id) for r in report.refusals] == [(2, "a1")]
    assert (report.taken, Pitfall.objects.count()) == (0, 0)


def test_partial_takes_what_is_usable(lab):
    report = bring_in(lab, [pitfall(), approach(title="")], partial=True)

    assert (report.taken, len(report.refusals), Pitfall.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "item",
    [
        "kein Objekt",
        None,
        [],
        pitfall(kind="card"),
        pitfall(id=""),
        pitfall(id=None),
        pitfall(id=True),
        pitfall(id="x" * 121),
        pitfall(title=None),
        pitfall(title=7),
        pitfall(title=" \n "),
        pitfall(what_happened={"a": 1}),
        pitfall(advice="x" * 20_001),
        pitfall(advice="null\x00byte"),
        pitfall(advice="\ud800"),
        pitfall(themes="kein Feld"),
        pitfall(themes=[7]),
        pitfall(themes=["t"] * 31),
        pitfall(phase=[7]),
        approach(steps=[]),
        approach(steps=7),
        approach(steps=[7]),
        approach(steps=[{"title": "ohne Text"}]),
        approach(problem=""),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(lab, item):
    report = bring_in(lab, [item], partial=True)

    assert [(r.place, bool(r.reason)) for r in report.refusals] == [(1, True)]
    assert report.taken == 0


def test_a_second_import_of_the_same_file_changes_nothing(lab):
    bring_in(lab, [pitfall(), approach()])

    report = bring_in(lab, [pitfall(), approach()])

    assert (report.taken, report.known, report.refusals) == (0, 2, [])
    assert (Pitfall.objects.count(), Approach.objects.count()) == (1, 1)


def test_an_id_stands_for_one_thing(lab):
    bring_in(lab, [pitfall()])

    twice = bring_in(lab, [pitfall(id="x"), approach(id="x")])
    other = bring_in(lab, [pitfall(title="Etwas anderes")])

    assert (len(twice.refusals), len(other.refusals)) == (1, 1)


def test_another_lab_may_use_the_same_ids(lab):
    bring_in(lab, [pitfall()])

    report = bring_in(LabFactory(), [pitfall()])

    assert report.taken == 1


def test_known_themes_are_found_by_address_or_name_and_others_become_free_tags(lab):
    ThemeFactory(slug="e-akte", name="E-Akte")
    ThemeFactory(slug="fuehrung", name="Führung")

    bring_in(lab, [pitfall(themes=["e-akte", "führung", "Größe & Maß", "größe & maß"])])

    assert set(Pitfall.objects.get().themes.values_list("slug", flat=True)) == {
        "e-akte",
        "fuehrung",
        "groesse-mass",
    }
    assert list(Theme.objects.filter(is_free=True).values_list("slug", flat=True)) == [
        "groesse-mass"
    ]


def test_a_theme_without_latin_letters_is_kept(lab):
    bring_in(lab, [pitfall(themes=["Україна"])])

    assert Pitfall.objects.get().themes.get().name == "Україна"


def test_a_long_title_is_shortened_and_kept_whole_in_the_text(lab):
    title = "Wenn " + "sehr " * 30 + "viele Wörter im Titel stehen"

    bring_in(lab, [pitfall(title=title)])

    found = Pitfall.objects.get()
    assert (len(found.title) <= 100, found.title[-1]) == (True, "…")
    assert found.what_happened.startswith(title)


def test_markup_comes_in_as_plain_text(lab):
    bring_in(lab, [pitfall(title="<script>alert(1)</script>")])

    assert Pitfall.objects.get().title == "<script>alert(1)</script>"


@pytest.mark.parametrize("phase", ["planning", "Planung", ["Planung"], ["planning", "gibtsnicht"]])
def test_phases_are_understood_by_value_or_word(lab, phase, settings):
    bring_in(lab, [pitfall(phase=phase)])

    assert Pitfall.objects.get().phases == ["planning"]


@pytest.mark.parametrize(
    ("steps", "stored"),
    [
        ("Zählen.", [{"title": "", "text": "Zählen."}]),
        (["Zählen. Zwei Wochen."], [{"title": "Zählen", "text": "Zwei Wochen."}]),
        ([{"title": "Zählen", "text": "Jetzt"}], [{"title": "Zählen", "text": "Jetzt"}]),
    ],
)
def test_steps_come_as_text_list_or_objects(lab, steps, stored):
    bring_in(lab, [approach(steps=steps)])

    assert Approach.objects.get().steps == stored


def test_numbers_are_ids_too(lab):
    bring_in(lab, [pitfall(id=17)])

    assert Pitfall.objects.get().external_id == "17"
