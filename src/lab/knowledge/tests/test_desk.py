import datetime

import pytest
from django.core import mail
from django.utils import timezone

from lab.activity.models import Activity
from lab.core.personal import personal_rules
from lab.directory.factories import LabFactory, MembershipFactory
from lab.directory.models import Organisation
from lab.knowledge.actions.deidentification import Passage, replace_passage
from lab.knowledge.actions.questions import ask, reject
from lab.knowledge.actions.release import release
from lab.knowledge.actions.review import confirm_still_valid, merge
from lab.knowledge.actions.sweep import sweep
from lab.knowledge.actions.voices import rate, say
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Approach, Pitfall, Redaction, Tap, Voice
from lab.knowledge.tests.writing import TEXTS, a_lab, an_editor, anonymous_pitfall, page

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2020, 1, 1)


@pytest.fixture
def desk(client):
    """An editor of another house at the desk, an anonymous and a signed text on it."""
    lab, editors = a_lab(3)
    pitfall, _code = anonymous_pitfall(
        lab, editors[0].organisation, what_happened="Frau Meier kam am 3. Mai mit 900 Euro."
    )
    client.force_login(editors[1].user)
    return lab, editors, pitfall


def at_desk(thing, name, lab):
    kind = "stolperfalle" if thing.kind == "pitfall" else "ansatz"
    return page(lab, name, kind, thing.public_id)


def test_the_queue_shows_what_waits_and_how_far_it_is(client, desk):
    lab, editors, pitfall = desk
    ApproachFactory(waiting=True, lab=lab, author__lab=lab)
    release(pitfall, by=editors[2], revision=1)

    answer = client.get(page(lab, "editors"))

    rows = [(row.thing.kind, row.released, row.needs_me) for row in answer.context["queue"]]
    assert sorted(rows) == [("approach", 0, True), ("pitfall", 1, True)]


@pytest.mark.parametrize("number", [1, 6])
def test_the_queue_takes_the_same_queries_for_one_and_for_many(
    client, number, django_assert_max_num_queries
):
    lab, editors = a_lab(2)
    for n in range(number):
        anonymous_pitfall(lab, editors[0].organisation, title=f"Falle {n}")
        ApproachFactory(waiting=True, lab=lab, author__lab=lab)
    client.force_login(editors[1].user)

    with django_assert_max_num_queries(15):
        answer = client.get(page(lab, "editors"))

    assert len(answer.context["queue"]) == 2 * number


def test_only_editors_of_the_lab_come_to_the_desk(client, another_client, desk):
    lab, _editors, pitfall = desk
    member, foreigner = MembershipFactory(lab=lab), an_editor(LabFactory())
    codes = []
    for who in (member, foreigner):
        another_client.force_login(who.user)
        for url in (page(lab, "editors"), at_desk(pitfall, "editing", lab)):
            codes.append(another_client.get(url).status_code)

    assert codes == [403, 403, 404, 404]


def test_marks_and_checklist_say_what_is_open(client, desk):
    lab, _editors, pitfall = desk

    answer = client.get(at_desk(pitfall, "editing", lab))

    desk_page = answer.context["desk"]
    assert [(one.kind, one.words) for one in desk_page.passages] == [
        ("name", "Frau Meier"),
        ("date", "am 3. Mai"),
        ("amount", "900 Euro"),
    ]
    assert [clear for _word, clear in desk_page.checks] == [False, True, True, False, False, True]
    assert '<mark class="deid open">Frau Meier<sup>1</sup></mark>' in answer.content.decode()


def test_the_page_of_an_anonymous_text_names_no_house_but_those_who_decide(client, desk):
    lab, editors, pitfall = desk
    author_house = Organisation.objects.get(pk=editors[0].organisation_id)

    words = client.get(at_desk(pitfall, "editing", lab)).content.decode()

    assert author_house.name not in words


def decide(client, lab, pitfall, **data):
    url = at_desk(pitfall, "redaction", lab)
    base = {"revision": 1, "place": "what_happened", "words": "Frau Meier", "kind": "name"}
    return client.post(url, base | data)


def test_a_passage_is_replaced_or_left(client, desk):
    lab, _editors, pitfall = desk

    decide(client, lab, pitfall, deed="replace", replacement="Jemand")
    decide(client, lab, pitfall, deed="keep", words="900 Euro", kind="amount", revision=2)

    pitfall.refresh_from_db()
    passages = client.get(at_desk(pitfall, "editing", lab)).context["desk"].passages
    assert pitfall.what_happened == "Jemand kam am 3. Mai mit 900 Euro."
    assert sorted(p.kind for p in passages if not p.is_open) == ["amount", "name"]
    assert [p.kind for p in passages if p.is_open] == ["date"]


def test_a_passage_of_an_older_text_is_not_replaced(client, desk):
    lab, _editors, pitfall = desk

    answer = decide(client, lab, pitfall, deed="replace", replacement="Jemand", revision=9)

    assert (answer.status_code, Redaction.objects.count()) == (409, 0)


def test_an_unreadable_decision_changes_nothing(client, desk):
    lab, _editors, pitfall = desk

    answer = decide(client, lab, pitfall, deed="burn")

    assert (answer.status_code, Redaction.objects.count()) == (302, 0)


def test_editors_mark_what_the_assistant_overlooked(client, desk):
    lab, _editors, pitfall = desk
    url = at_desk(pitfall, "own_mark", lab)
    data = {"revision": 1, "words": "kam", "replacement": "ging", "kind": "rare"}

    missing = client.post(url, data | {"words": "steht nirgends"})
    client.post(url, data)

    pitfall.refresh_from_db()
    assert list(missing.context["mark_form"].errors) == ["words"]
    assert "ging am 3. Mai" in pitfall.what_happened


def test_a_release_needs_a_reader(client, desk):
    lab, _editors, pitfall = desk
    url = at_desk(pitfall, "release", lab)

    unread = client.post(url, {"revision": 1})
    read = client.post(url, {"revision": 1, "has_read": "on"})
    release(pitfall, by=_editors[2], revision=1)
    after = client.get(at_desk(pitfall, "editing", lab))

    assert list(unread.context["release_form"].errors) == ["has_read"]
    assert (read.status_code, pitfall.releases.valid().count()) == (302, 2)
    assert "erscheint am" in after.content.decode()


def test_a_release_of_an_older_text_is_refused_kindly(client, desk):
    lab, _editors, pitfall = desk
    Pitfall.objects.update(revision=2)

    answer = client.post(at_desk(pitfall, "release", lab), {"revision": 1, "has_read": "on"})

    assert (answer.status_code, pitfall.releases.count()) == (409, 0)


def test_questions_and_rejections_have_pages(client, desk):
    lab, _editors, pitfall = desk

    for name, field in (("question", "text"), ("rejection", "reason")):
        url = at_desk(pitfall, name, lab)
        assert client.get(url).status_code == 200
        assert list(client.post(url, {field: ""}).context["form"].errors) == [field]
    client.post(at_desk(pitfall, "question", lab), {"text": "Wann?"})
    pitfall.questions.update(asked_on=LONG_AGO)
    client.post(at_desk(pitfall, "rejection", lab), {"reason": "So nicht."})

    assert pitfall.rejections.get().reason == "So nicht."
    assert client.post(at_desk(pitfall, "question", lab), {"text": "Wann?"}).status_code == 404


def due(lab):
    return PitfallFactory(lab=lab, author__lab=lab, review_on=LONG_AGO)


def test_a_text_is_confirmed_archived_or_merged_when_its_day_has_come(client, desk):
    lab, _editors, _pitfall = desk
    valid, gone, twin = due(lab), due(lab), due(lab)
    next_year = timezone.localdate() + datetime.timedelta(days=300)

    shown = client.get(page(lab, "editors")).context["due"]
    client.post(at_desk(valid, "still_valid", lab), {"until": next_year.isoformat()})
    client.post(at_desk(gone, "archiving", lab))
    client.post(at_desk(gone, "archiving", lab))
    address = f"https://labor.example{valid.get_absolute_url()}"
    client.post(page(lab, "merging", twin.public_id), {"into": address})

    for thing in (valid, gone, twin):
        thing.refresh_from_db()
    assert {thing for _slug, thing in shown} == {valid, gone, twin}
    assert (valid.review_on, gone.state, twin.merged_into) == (next_year, "archived", valid)
    assert twin.state == "archived"


def test_confirming_and_merging_twice_is_recorded_once(desk):
    lab, editors, _pitfall = desk
    valid, twin = due(lab), due(lab)
    until = timezone.localdate() + datetime.timedelta(days=30)

    for _ in range(2):
        confirm_still_valid(valid, by=editors[1], until=until)
        merge(twin, into=valid, by=editors[1])

    verbs = sorted(row.verb for row in Activity.objects.exclude(verb="released"))
    assert verbs == ["merged", "reviewed"]


def test_a_review_in_the_past_and_a_merger_into_nothing_are_told(client, desk):
    lab, _editors, _pitfall = desk
    pitfall = due(lab)

    past = client.post(at_desk(pitfall, "still_valid", lab), {"until": "2001-01-01"})
    nothing = client.post(page(lab, "merging", pitfall.public_id), {"into": ""})

    assert list(past.context["review_form"].errors) == ["until"]
    assert list(nothing.context["merge_form"].errors) == ["into"]


def test_a_pitfall_is_not_merged_into_itself_or_into_what_fewer_people_read(client, desk):
    lab, _editors, _pitfall = desk
    twin, public = due(lab), PitfallFactory(lab=lab, author__lab=lab, visibility="public")

    itself = client.post(page(lab, "merging", twin.public_id), {"into": twin.public_id})
    narrower = client.post(page(lab, "merging", public.public_id), {"into": twin.public_id})

    assert (itself.status_code, narrower.status_code) == (409, 409)


def test_once_a_day_editors_learn_how_many_texts_wait_and_no_titles(desk):
    lab, editors, pitfall = desk
    ask(pitfall, by=editors[1], text="Wann?")
    release_needed = PitfallFactory(
        waiting=True,
        lab=lab,
        author=MembershipFactory(lab=lab, organisation=editors[2].organisation),
    )

    sweep()

    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == {editor.user.email for editor in editors}
    assert "2 Texte warten" in told[editors[1].user.email]
    assert "1 Text wartet" in told[editors[2].user.email]
    assert all(
        t not in body for t in (pitfall.title, release_needed.title) for body in told.values()
    )


def test_nobody_is_written_to_when_nothing_waits():
    a_lab(2)

    sweep()

    assert mail.outbox == []


def test_the_sweep_empties_passages_and_forgets_rejected_anonymous_texts(desk):
    lab, editors, pitfall = desk
    passage = Passage("what_happened", "Frau Meier", "name")
    replace_passage(pitfall, passage, "Jemand", by=editors[1], revision=1)
    other, _code = anonymous_pitfall(lab, editors[0].organisation, title="Zweite")
    fresh, _code = anonymous_pitfall(lab, editors[0].organisation, title="Dritte")
    for thing in (other, fresh):
        reject(thing, by=editors[1], reason="Nein.")
    other.rejections.update(on=LONG_AGO)
    Pitfall.objects.filter(pk=pitfall.pk).update(publish_on=LONG_AGO)

    sweep()

    assert set(Pitfall.objects.values_list("title", flat=True)) == {pitfall.title, "Dritte"}
    assert Redaction.objects.get().original == ""


def test_an_account_takes_out_what_it_wrote_and_leaves_published_texts_unsigned():
    published = PitfallFactory(signature="name")
    author = published.author
    draft = ApproachFactory(author=author, draft=True)
    elsewhere = PitfallFactory(lab=author.lab, author__lab=author.lab)
    say(elsewhere, Voice.Kind.ALSO_HERE, by=author)
    rate(ApproachFactory(lab=author.lab, author__lab=author.lab), by=author, answers={"fit": 4})
    rules = [rule for label, rule in personal_rules() if label.startswith("knowledge.")]

    told = [row for rule in rules for row in rule.export(author.user_id)]
    for rule in rules:
        rule.erase(author.user_id)
    left = [row for rule in rules for row in rule.export(author.user_id)]

    published.refresh_from_db()
    elsewhere.refresh_from_db()
    assert {row["title"] for row in told if "title" in row} >= {published.title, draft.title}
    assert left == []
    assert (published.author, published.signature) == (None, "organisation")
    assert (Approach.objects.filter(pk=draft.pk).count(), elsewhere.also_here) == (0, 0)
    assert (Voice.objects.count(), Tap.objects.count()) == (0, 0)


def test_similar_pitfalls_are_shown_while_writing_without_keeping_anything(client, desk):
    lab, editors, _pitfall = desk
    before = Pitfall.objects.count()

    page_answer = client.post(page(lab, "alike"), TEXTS)
    part = client.post(page(lab, "alike"), TEXTS, headers={"HX-Request": "true"})

    assert TEXTS["advice"] in page_answer.content.decode()
    assert "<html" not in part.content.decode()
    assert Pitfall.objects.count() == before
    assert editors[1].lab == lab
