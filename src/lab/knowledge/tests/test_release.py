import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from lab.activity.models import Activity
from lab.core.access import Conflict
from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.actions.deidentification import Passage, keep_passage, replace_passage
from lab.knowledge.actions.questions import answer, ask, reject
from lab.knowledge.actions.release import _publication_day, release
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Redaction, Release
from lab.knowledge.tests.writing import a_lab, an_editor, anonymous_pitfall

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2027, 5, 4)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2027-05-04T10:00:00Z", tick=False):
        yield


@pytest.fixture
def signed():
    """A signed pitfall that waits, and three editors of other houses."""
    pitfall = PitfallFactory(waiting=True, created_on=TODAY)
    return pitfall, [an_editor(pitfall.lab) for _ in range(3)]


@pytest.fixture
def anonymous():
    lab, editors = a_lab(3)
    return anonymous_pitfall(lab, editors[0].organisation)[0], editors


def verbs(thing):
    return sorted(row.verb for row in Activity.objects.about(thing))


def test_one_other_house_releases_a_signed_pitfall_and_it_appears_at_once(signed):
    pitfall, (editor, *_) = signed

    release(pitfall, by=editor, revision=1)

    pitfall.refresh_from_db()
    assert (pitfall.publish_on, pitfall.review_on) == (TODAY, TODAY + datetime.timedelta(days=365))
    assert verbs(pitfall) == ["released"]


def test_two_other_houses_release_what_endangered_a_project(signed):
    pitfall, (one, other, _) = signed
    type(pitfall).objects.update(severity="endangering")

    release(pitfall, by=one, revision=1)
    pitfall.refresh_from_db()
    before = pitfall.publish_on
    release(pitfall, by=other, revision=1)
    pitfall.refresh_from_db()

    assert (before, pitfall.publish_on) == (None, TODAY)


def test_two_houses_release_an_anonymous_pitfall_and_it_appears_on_a_random_day(anonymous):
    pitfall, editors = anonymous

    release(pitfall, by=editors[0], revision=1)
    pitfall.refresh_from_db()
    before = pitfall.publish_on
    release(pitfall, by=editors[1], revision=1)
    pitfall.refresh_from_db()

    assert before is None
    assert 3 <= (pitfall.publish_on - TODAY).days <= 14
    assert pitfall.state == "scheduled"


def test_every_day_of_the_span_may_be_the_day(anonymous, settings):
    pitfall, _editors = anonymous

    days = {(_publication_day(pitfall) - TODAY).days for _ in range(400)}

    assert days == set(range(3, 15))


def test_a_late_release_is_the_publication_day(anonymous):
    pitfall, editors = anonymous
    later = datetime.date(2027, 7, 1)

    with time_machine.travel("2027-07-01T10:00:00Z", tick=False):
        for editor in editors[:2]:
            release(pitfall, by=editor, revision=1)

    pitfall.refresh_from_db()
    assert pitfall.publish_on == later


def test_releasing_twice_is_one_release_and_one_row_of_history(anonymous):
    pitfall, editors = anonymous
    colleague = an_editor(pitfall.lab, organisation=editors[0].organisation)

    first = release(pitfall, by=editors[0], revision=1)
    again = release(pitfall, by=editors[0], revision=1)
    colleague_too = release(pitfall, by=colleague, revision=1)

    assert first == again == colleague_too
    assert verbs(pitfall) == ["released"]


def refused(signed_pitfall):
    lab, house = signed_pitfall.lab, signed_pitfall.organisation
    return {
        "a member without the role": MembershipFactory(lab=lab),
        "an editor of the author's house": an_editor(lab, organisation=house),
        "an editor of another lab": an_editor(LabFactory()),
    }


@pytest.mark.parametrize(
    "who",
    ["a member without the role", "an editor of the author's house", "an editor of another lab"],
)
def test_others_do_not_release(signed, who):
    pitfall, _editors = signed

    with pytest.raises(PermissionDenied):
        release(pitfall, by=refused(pitfall)[who], revision=1)

    assert Release.objects.count() == 0


def test_nobody_releases_twice_for_two_houses(anonymous):
    pitfall, editors = anonymous
    release(pitfall, by=editors[0], revision=1)
    editors[0].ended_on = TODAY
    editors[0].save()
    moved = an_editor(pitfall.lab, user=editors[0].user)

    with pytest.raises(PermissionDenied):
        release(pitfall, by=moved, revision=1)

    assert Release.objects.count() == 1


def test_an_author_who_moved_does_not_release_the_own_text(signed):
    pitfall, _editors = signed
    pitfall.author.ended_on = TODAY
    pitfall.author.save()
    moved = an_editor(pitfall.lab, user=pitfall.author.user)

    with pytest.raises(PermissionDenied):
        release(pitfall, by=moved, revision=1)


def test_another_text_than_the_one_shown_is_not_released(signed):
    pitfall, (editor, *_) = signed
    type(pitfall).objects.update(revision=2)

    with pytest.raises(Conflict):
        release(pitfall, by=editor, revision=1)

    assert Release.objects.count() == 0


def test_what_is_decided_is_not_decided_again(signed):
    pitfall, (one, other, _) = signed
    release(pitfall, by=one, revision=1)

    with pytest.raises(Conflict):
        release(pitfall, by=other, revision=1)
    with pytest.raises(Conflict):
        ask(pitfall, by=other, text="Wann?")
    with pytest.raises(Conflict):
        reject(pitfall, by=other, reason="Nein.")


def test_an_open_question_holds_the_decision_for_21_days(anonymous):
    pitfall, (one, other, _) = anonymous
    ask(pitfall, by=one, text="Wann?")

    with pytest.raises(Conflict):
        release(pitfall, by=one, revision=1)
    with pytest.raises(Conflict):
        reject(pitfall, by=one, reason="Nein.")
    with time_machine.travel("2027-05-25T10:00:00Z", tick=False):
        release(pitfall, by=other, revision=1)

    assert verbs(pitfall) == ["asked", "released"]


def test_a_signed_author_answers_once(signed):
    pitfall, (editor, *_) = signed
    question = ask(pitfall, by=editor, text="Wann?")
    same = ask(pitfall, by=editor, text="Wann?")

    answer(pitfall, question.public_id, by=pitfall.author, text="Im Herbst.")
    answer(pitfall, question.public_id, by=pitfall.author, text="Nie.")

    question.refresh_from_db()
    assert (same, question.answer) == (question, "Im Herbst.")
    assert verbs(pitfall) == ["answered", "asked"]


def test_only_the_author_answers(signed):
    pitfall, (editor, other, _) = signed
    question = ask(pitfall, by=editor, text="Wann?")

    with pytest.raises(PermissionDenied):
        answer(pitfall, question.public_id, by=other, text="Ich weiß es.")


def test_a_rejected_text_goes_back_to_its_author_with_the_reason(signed):
    pitfall, (editor, *_) = signed

    reject(pitfall, by=editor, reason="Zu nah an einer Person.")
    reject(pitfall, by=editor, reason="Zu nah an einer Person.")

    pitfall.refresh_from_db()
    assert (pitfall.state, pitfall.rejections.count()) == ("draft", 1)
    assert verbs(pitfall) == ["dropped"]


def test_taking_detail_out_keeps_a_release(anonymous):
    pitfall, (one, other, _) = anonymous
    release(pitfall, by=one, revision=1)
    passage = Passage("what_happened", "um 10 Uhr", "date")

    replace_passage(pitfall, passage, "vormittags", by=other, revision=1)

    pitfall.refresh_from_db()
    assert "vormittags eingeladen" in pitfall.what_happened
    assert (pitfall.revision, pitfall.releases.valid().count()) == (2, 1)
    row = Redaction.objects.get()
    assert (row.original, row.replacement) == ("um 10 Uhr", "vormittags")


def test_the_words_taken_out_are_forgotten_at_release(anonymous):
    pitfall, (one, other, _) = anonymous
    passage = Passage("what_happened", "um 10 Uhr", "date")
    replace_passage(pitfall, passage, "vormittags", by=other, revision=1)

    for editor in (one, other):
        release(pitfall, by=editor, revision=2)

    assert Redaction.objects.get().original == ""


BROKEN = [  # place, words, replacement
    ("what_happened", "steht nicht da", "x"),
    ("nirgends", "um 10 Uhr", "x"),
    (
        "what_happened",
        "um 10 Uhr",
        "ein langer neuer Satz, der viel mehr sagt als vorher dastand, ja",
    ),
    ("title", "Wenn man vormittags einlädt, dann fehlen die Ehrenamtlichen", ""),
]


@pytest.mark.parametrize(("place", "words", "replacement"), BROKEN)
def test_only_a_passage_that_stands_there_is_replaced_by_less(anonymous, place, words, replacement):
    pitfall, (one, *_) = anonymous

    with pytest.raises(Conflict):
        replace_passage(pitfall, Passage(place, words, "date"), replacement, by=one, revision=1)

    pitfall.refresh_from_db()
    assert pitfall.revision == 1


def test_a_passage_may_be_left_as_it_is(anonymous):
    pitfall, (one, *_) = anonymous

    keep_passage(pitfall, Passage("what_happened", "um 10 Uhr", "date"), by=one, revision=1)

    pitfall.refresh_from_db()
    assert (pitfall.revision, Redaction.objects.get().outcome) == (1, "kept")


def test_detail_is_taken_out_of_the_steps_of_an_approach():
    approach = ApproachFactory(
        waiting=True, steps=[{"title": "Fragen", "text": "Frau Meier fragen."}]
    )
    editor = an_editor(approach.lab)

    passage = Passage("steps.0.text", "Frau Meier", "name")
    replace_passage(approach, passage, "jemanden", by=editor, revision=1)

    approach.refresh_from_db()
    assert approach.steps == [{"title": "Fragen", "text": "jemanden fragen."}]
