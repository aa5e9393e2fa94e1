import pytest

from lab.activity.models import Activity
from lab.knowledge.actions.attachments import attach
from lab.knowledge.actions.questions import ask
from lab.knowledge.actions.release import release
from lab.knowledge.cleaning import clean_file
from lab.knowledge.factories import ApproachFactory, PitfallFactory, ThemeFactory
from lab.knowledge.models import Approach, Pitfall, Version
from lab.knowledge.tests.writing import TEXTS, an_editor, page

pytestmark = pytest.mark.django_db
APPROACH = {
    "title": "Offene Stunde",
    "problem": "Ohne Termin kommt niemand dran.",
    "needs_time": "vier Wochen",
    "limits": "In kleinen Häusern.",
    "revision": 0,
    "visibility": "network",
    "signature": "organisation",
    "steps-TOTAL_FORMS": 2,
    "steps-INITIAL_FORMS": 0,
    "steps-0-title": "Zählen",
    "steps-0-text": "Zwei Wochen lang.",
    "steps-1-text": "",
}
PITFALL = TEXTS | {"revision": 1, "visibility": "network", "signature": "organisation"}


def save(client, member, thing, data):
    client.force_login(member.user)
    return client.post(page(thing.lab, f"edit_{thing.kind}", thing.public_id), data)


def test_an_author_tells_more_and_the_text_is_read_again(client):
    pitfall = PitfallFactory()
    theme = ThemeFactory()
    more = {
        "severity": "costly",
        "themes": [theme.pk],
        "causes": ["law", "it"],
        "early_signs": "Einer fragt.\n\nKeiner weiß es.",
        "legal_basis": "ANBest-P Nr. 1.4 (2019-06)\nVgV",
    }

    save(client, pitfall.author, pitfall, PITFALL | more)

    pitfall.refresh_from_db()
    assert (pitfall.severity, list(pitfall.themes.all()), pitfall.causes) == (
        "costly",
        [theme],
        ["law", "it"],
    )
    assert pitfall.early_signs == ["Einer fragt.", "Keiner weiß es."]
    assert pitfall.legal_basis == [
        {"norm": "ANBest-P Nr. 1.4", "as_of": "2019-06"},
        {"norm": "VgV", "as_of": ""},
    ]
    assert (pitfall.state, pitfall.revision) == ("review", 2)


def test_an_author_names_the_approaches_that_avoid_it(client):
    pitfall = PitfallFactory(**TEXTS)
    seen = ApproachFactory(lab=pitfall.lab, author__lab=pitfall.lab)
    hidden = ApproachFactory(lab=pitfall.lab, author__lab=pitfall.lab, visibility="organisation")
    pitfall.approaches.add(hidden)
    address = f"https://labor.example{seen.get_absolute_url()}"

    save(client, pitfall.author, pitfall, PITFALL | {"avoided_by": address})
    again = save(client, pitfall.author, pitfall, PITFALL | {"avoided_by": "/nirgends/"})

    assert set(pitfall.approaches.all()) == {seen, hidden}
    assert list(again.context["form"].errors) == ["avoided_by"]


def test_saving_without_a_change_changes_nothing(client):
    pitfall = PitfallFactory(**TEXTS)

    save(client, pitfall.author, pitfall, PITFALL)

    pitfall.refresh_from_db()
    assert (pitfall.state, pitfall.revision, Activity.objects.count()) == ("published", 1, 0)


AUDIENCES = [  # before, chosen, where it stands then
    ("network", "organisation", "published"),
    ("network", "private", "draft"),
    ("network", "public", "review"),
    ("public", "network", "published"),
    ("organisation", "network", "review"),
    ("private", "organisation", "published"),
]


@pytest.mark.parametrize(("before", "chosen", "state"), AUDIENCES)
def test_an_author_narrows_at_once_and_widens_through_the_editors(client, before, chosen, state):
    drafted = {"publish_on": None, "submitted_on": None} if before == "private" else {}
    pitfall = PitfallFactory(visibility=before, **TEXTS, **drafted)

    save(client, pitfall.author, pitfall, PITFALL | {"visibility": chosen})

    pitfall.refresh_from_db()
    assert (pitfall.visibility, pitfall.state) == (chosen, state)


def test_an_editor_changes_the_text_but_not_its_audience(client):
    pitfall = PitfallFactory(waiting=True)
    one, other = an_editor(pitfall.lab), an_editor(pitfall.lab)
    Pitfall.objects.update(severity="endangering")
    release(pitfall, by=one, revision=1)

    save(client, other, pitfall, PITFALL | {"visibility": "public"})

    pitfall.refresh_from_db()
    assert (pitfall.advice, pitfall.visibility) == (TEXTS["advice"], "network")
    assert pitfall.releases.valid().count() == 0


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(client):
    pitfall = PitfallFactory(waiting=True)
    one, other = an_editor(pitfall.lab), an_editor(pitfall.lab)
    save(client, one, pitfall, PITFALL | {"advice": "Rat der Ersten"})

    told = save(client, other, pitfall, PITFALL | {"advice": "Rat des Zweiten"})

    pitfall.refresh_from_db()
    words = told.content.decode()
    assert (told.status_code, pitfall.advice) == (409, "Rat der Ersten")
    assert words.count("Rat der Ersten") == 1
    assert words.count("Rat des Zweiten") == 2
    assert [one.label for one in told.context["differences"]] == ["Was raten Sie?"]
    again = save(client, other, pitfall, PITFALL | {"advice": "Rat beider", "revision": 2})
    assert again.status_code == 302


def test_others_neither_see_nor_change_a_text_that_waits(client, another_client):
    pitfall = PitfallFactory(waiting=True)
    member = PitfallFactory(lab=pitfall.lab, author__lab=pitfall.lab).author
    stranger = PitfallFactory().author

    answers = [
        save(client, member, pitfall, PITFALL).status_code,
        save(another_client, stranger, pitfall, PITFALL).status_code,
    ]

    assert answers == [404, 404]


def test_members_do_not_change_what_others_published(client):
    pitfall = PitfallFactory()
    member = PitfallFactory(lab=pitfall.lab, author__lab=pitfall.lab).author

    assert save(client, member, pitfall, PITFALL).status_code == 403


def write(client, member, data):
    client.force_login(member.user)
    return client.post(page(member.lab, "new_approach"), data)


def test_an_approach_is_handed_in_with_steps_needs_and_limits(client):
    member = PitfallFactory().author

    write(client, member, APPROACH | {"hand_in": "1"})

    approach = Approach.objects.get()
    assert approach.steps == [{"title": "Zählen", "text": "Zwei Wochen lang."}]
    assert (approach.state, approach.author) == ("review", member)


INCOMPLETE = [{"steps-0-text": ""}, {"needs_time": ""}, {"limits": ""}, {"problem": ""}]


@pytest.mark.parametrize("missing", INCOMPLETE)
def test_what_others_need_is_wanted_before_it_is_handed_in(client, missing):
    member = PitfallFactory().author

    answer = write(client, member, APPROACH | missing | {"hand_in": "1"})

    assert (answer.status_code, Approach.objects.count()) == (200, 0)
    assert APPROACH["title"] in answer.content.decode()


def test_a_draft_may_be_incomplete_and_nobody_else_sees_it(client):
    member = PitfallFactory().author

    write(client, member, APPROACH | {"limits": "", "problem": ""})

    approach = Approach.objects.get()
    assert approach.state == "draft"
    assert list(Approach.objects.visible_to(an_editor(member.lab).viewer)) == []


def test_no_known_limits_is_an_answer(client):
    member = PitfallFactory().author

    write(client, member, APPROACH | {"limits": "", "no_known_limits": "on", "hand_in": "1"})

    assert Approach.objects.get().state == "review"


def test_changing_a_published_approach_keeps_the_earlier_version(client):
    approach = ApproachFactory(title="Früher", steps=[{"title": "", "text": "Alt"}])
    data = APPROACH | {"revision": 1, "note": "Neu gefasst", "hand_in": "1"}

    save(client, approach.author, approach, data)
    again = save(client, approach.author, approach, data | {"revision": 2, "title": "Noch neuer"})

    approach.refresh_from_db()
    version = Version.objects.get()
    assert (version.number, version.snapshot["title"]) == (1, "Früher")
    assert (approach.number, approach.note, approach.title) == (2, "Neu gefasst", "Noch neuer")
    assert (again.status_code, approach.state) == (302, "review")


def test_two_versions_of_the_steps_stand_side_by_side(client):
    approach = ApproachFactory(waiting=True)
    type(approach).objects.update(revision=4)

    told = save(client, approach.author, approach, APPROACH | {"revision": 1, "hand_in": "1"})

    words = [(one.present, one.typed) for one in told.context["differences"]]
    assert told.status_code == 409
    assert ("Zählen: Zwei Wochen lang.", "Zählen: Zwei Wochen lang.") not in words
    assert (approach.title, APPROACH["title"]) in words


def test_somebody_carries_an_approach_on_as_an_own_version(client):
    approach = ApproachFactory(results="Weniger Warten", contact_role="Bürgerbüro")
    member = PitfallFactory(lab=approach.lab, author__lab=approach.lab).author
    client.force_login(member.user)
    url = page(approach.lab, "continue", approach.public_id)

    client.post(url)
    client.post(url)

    own = Approach.objects.get(author=member)
    assert (own.predecessor, own.title, own.state) == (approach, approach.title, "draft")
    assert (own.results, own.contact_role, own.organisation) == ("", "", member.organisation)


def test_a_signed_author_reads_and_answers_a_question(client):
    pitfall = PitfallFactory(waiting=True)
    question = ask(pitfall, by=an_editor(pitfall.lab), text="Wann war das?")
    client.force_login(pitfall.author.user)
    url = page(pitfall.lab, "answer", "stolperfallen", pitfall.public_id)
    shown = client.get(page(pitfall.lab, "edit_pitfall", pitfall.public_id)).content.decode()

    client.post(url, {"question": question.public_id, "answer": ""})
    client.post(url, {"question": question.public_id, "answer": "Im Herbst."})

    question.refresh_from_db()
    assert "Wann war das?" in shown
    assert question.answer == "Im Herbst."


TOO_MUCH = [
    ({"early_signs": "a\n" * 9}, "early_signs"),
    ({"early_signs": "a" * 301}, "early_signs"),
    ({"title": "a" * 101}, "title"),
    ({"severity": "deadly"}, "severity"),
    ({"themes": [999]}, "themes"),
    ({"what_happened": "a\0b"}, "what_happened"),
]


@pytest.mark.parametrize(("data", "field"), TOO_MUCH)
def test_what_does_not_fit_is_told_at_its_field(client, data, field):
    pitfall = PitfallFactory()

    answer = save(client, pitfall.author, pitfall, PITFALL | data)

    assert list(answer.context["form"].errors) == [field]


def test_an_approach_shows_its_steps_and_blank_rows(client):
    approach = ApproachFactory(steps=[{"title": "Eins", "text": "Tun."}])
    client.force_login(approach.author.user)

    answer = client.get(page(approach.lab, "edit_approach", approach.public_id))

    assert [row.initial["title"] for row in answer.context["steps"]] == ["Eins", "", "", ""]


def test_an_editor_of_an_approach_keeps_it_complete(client):
    approach = ApproachFactory(waiting=True)
    editor = an_editor(approach.lab)

    refused = save(client, editor, approach, APPROACH | {"revision": 1, "limits": ""})
    kept = save(client, editor, approach, APPROACH | {"revision": 1})

    assert list(refused.context["form"].errors) == ["limits"]
    assert kept.headers["Location"] == page(approach.lab, "editors")


def test_an_author_withdraws_after_a_deliberate_yes(client):
    pitfall = PitfallFactory()
    client.force_login(pitfall.author.user)
    url = page(pitfall.lab, "withdrawal", "stolperfallen", pitfall.public_id)

    client.post(url)
    before = Pitfall.objects.count()
    client.post(url, {"sure": "on"})

    assert (before, Pitfall.objects.count()) == (1, 0)
    assert [row.verb for row in Activity.objects.all()] == ["withdrew"]


def test_a_new_file_at_a_published_text_is_read_first():
    pitfall = PitfallFactory()

    attach(pitfall, clean_file("a.txt", b"Text"), by=pitfall.author, words={"title": "A"})

    pitfall.refresh_from_db()
    assert (pitfall.state, pitfall.revision) == ("review", 2)
