import pytest

from lab.core.audience import NOBODY
from lab.directory.factories import MembershipFactory
from lab.knowledge.factories import ApproachFactory, PitfallFactory, ThemeFactory
from lab.knowledge.models import Visibility
from lab.search import actions
from lab.search.finding import Narrowing, find
from lab.search.models import Entry, Term

pytestmark = pytest.mark.django_db


def entered(thing):
    actions.index(thing.kind, [thing.pk])
    return thing


def keys(finding):
    return [hit.object_id for hit in finding.hits]


def test_a_compound_is_found_by_its_parts():
    pitfall = entered(PitfallFactory(title="Wenn die Kitaplatzvergabe niemand erklären kann"))

    finding = find(pitfall.author.viewer, "Vergabe von Plätzen in der Kita")

    assert keys(finding) == [pitfall.pk]


def test_a_synonym_finds_what_the_words_do_not_share():
    pitfall = entered(PitfallFactory(title="Wenn das Bürgerbüro schließt"))

    finding = find(pitfall.author.viewer, "Einwohnermeldeamt")

    assert keys(finding) == [pitfall.pk]


def test_a_mistyped_word_is_put_right():
    pitfall = entered(PitfallFactory(title="Wenn die Terminvergabe stockt"))

    finding = find(pitfall.author.viewer, "Terminvergbae")

    assert keys(finding) == [pitfall.pk]
    assert finding.asked.concepts[0].meant == ["terminvergab"]


def test_a_phrase_in_quotation_marks_stands_as_it_is():
    first = entered(PitfallFactory(title="Leichte Sprache im Bescheid"))
    entered(PitfallFactory(title="Sprache ist leicht", author=first.author))

    finding = find(first.author.viewer, "„leichte Sprache“")

    assert keys(finding) == [first.pk]


def test_facets_count_and_narrow():
    theme = ThemeFactory(slug="e-akte", name="E-Akte")
    pitfall = PitfallFactory(title="Scannen ohne Plan", phases=["planning"])
    pitfall.themes.add(theme)
    entered(pitfall)
    approach = entered(ApproachFactory(title="Scannen nach Bedarf", author=pitfall.author))

    everything = find(pitfall.author.viewer, "scannen")
    narrowed = find(
        pitfall.author.viewer,
        "scannen",
        narrowing=Narrowing(themes=("e-akte",), phases=("planning",)),
    )

    assert set(keys(everything)) == {pitfall.pk, approach.pk}
    assert everything.facets == {
        "pitfall": 1,
        "approach": 1,
        "theme_e_akte": 1,
        "phase_planning": 1,
        "size_m": 1,
    }
    assert keys(narrowed) == [pitfall.pk]


def test_strangers_and_other_labs_find_only_what_is_public():
    hidden = entered(PitfallFactory(title="Kanarienvogel im Netz der einen"))
    public = entered(PitfallFactory(title="Kanarienvogel für alle", visibility=Visibility.PUBLIC))
    other = MembershipFactory()

    for viewer in (NOBODY, other.viewer):
        finding = find(viewer, "Kanarienvogel")

        assert keys(finding) == [public.pk]
        assert finding.number == 1
        assert finding.facets == {"pitfall": 1}
    assert hidden.pk in keys(find(hidden.author.viewer, "Kanarienvogel"))


def test_a_correction_never_tells_a_word_of_a_hidden_text():
    entered(PitfallFactory(title="Zebrastreifenfink", visibility=Visibility.ORGANISATION))

    finding = find(NOBODY, "Zebrastreifenfnik")

    assert finding.hits == []
    assert [concept.meant for concept in finding.asked.concepts] == [[]]


def test_a_hidden_text_does_not_stop_a_correction():
    entered(PitfallFactory(title="Terminvergbae", visibility=Visibility.ORGANISATION))
    public = entered(PitfallFactory(title="Terminvergabe", visibility=Visibility.PUBLIC))

    finding = find(NOBODY, "Terminvergbae")

    assert keys(finding) == [public.pk]


def test_what_is_hidden_withdrawn_or_deleted_is_found_no_more_and_its_words_are_gone():
    pitfall = entered(PitfallFactory(title="Zebrastreifenfink"))
    viewer = pitfall.author.viewer

    pitfall.is_hidden = True
    pitfall.save()
    actions.index("pitfall", [pitfall.pk])

    assert find(viewer, "Zebrastreifenfink").hits == []
    assert Entry.objects.count() == 0
    assert list(Term.objects.values_list("token", "entries")) == [("", 0)]


def test_the_sweep_enters_what_is_missing_and_forgets_what_is_gone():
    quiet = PitfallFactory(anonymous=True, title="Zebrastreifenfink")
    gone = entered(PitfallFactory())
    gone.delete()

    actions.sweep()

    assert list(Entry.objects.values_list("object_id", flat=True)) == [quiet.pk]


def test_counting_afresh_changes_nothing():
    for _ in range(3):
        entered(PitfallFactory())
    before = dict(Term.objects.values_list("token", "entries"))

    actions.rebuild()

    assert dict(Term.objects.values_list("token", "entries")) == before


def test_entering_twice_is_harmless():
    pitfall = entered(PitfallFactory())
    before = dict(Term.objects.values_list("token", "entries"))

    assert actions.index("pitfall", [pitfall.pk]) == 0
    assert dict(Term.objects.values_list("token", "entries")) == before


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "und der die", "((()))", "a" * 5000, "t_x:1' OR", "\x00"]
)
def test_odd_questions_find_nothing_and_break_nothing(text):
    pitfall = entered(PitfallFactory())

    assert find(pitfall.author.viewer, text).hits == []
