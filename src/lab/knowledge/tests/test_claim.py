import datetime

import pytest
import time_machine

from lab.activity.models import Activity
from lab.core.deletions import delete_again
from lab.core.models import DailyCount
from lab.directory.factories import LabFactory
from lab.discussions.models import Comment
from lab.knowledge.actions.claim import change_anonymously, find_by_code
from lab.knowledge.actions.questions import ask, reject
from lab.knowledge.actions.release import release
from lab.knowledge.models import Pitfall, Question
from lab.knowledge.tests.writing import TEXTS, a_lab, anonymous_pitfall, page
from lab.search.actions import index
from lab.search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    lab, editors = a_lab(3)
    pitfall, code = anonymous_pitfall(lab, editors[0].organisation)
    return lab, editors, pitfall, code


def test_the_code_opens_the_text_without_signing_in(client, sent):
    lab, _editors, pitfall, code = sent

    answer = client.post(page(lab, "claim"), {"code": code.lower()})

    assert pitfall.title in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_wrong_code_and_a_code_of_another_lab_open_nothing(client, sent):
    lab, _editors, pitfall, code = sent
    other = LabFactory()

    wrong = client.post(page(lab, "claim"), {"code": code[:-1] + "A" + "A"})
    elsewhere = client.post(page(other, "claim"), {"code": code})

    assert pitfall.title not in wrong.content.decode()
    assert pitfall.title not in elsewhere.content.decode()
    assert find_by_code(other, code) is None


def test_a_code_never_stands_in_an_address(client, sent):
    lab, _editors, pitfall, code = sent

    answer = client.get(page(lab, "claim"), {"code": code})

    assert pitfall.title not in answer.content.decode()


def test_the_author_answers_a_question_once_and_leaves_no_history(client, sent):
    lab, editors, pitfall, code = sent
    question = ask(pitfall, by=editors[1], text="Vor oder nach der Vergabe?")
    data = {"code": code, "question": question.public_id, "answer": "Vorher."}

    client.post(page(lab, "claim_answer"), data)
    client.post(page(lab, "claim_answer"), data | {"answer": "Nachher."})

    question.refresh_from_db()
    assert question.answer == "Vorher."
    assert [row.verb for row in Activity.objects.about(pitfall)] == ["asked"]
    assert DailyCount.objects.get().number == 2


def test_an_empty_answer_is_told_and_nothing_is_lost(client, sent):
    lab, editors, pitfall, code = sent
    question = ask(pitfall, by=editors[1], text="Wann?")

    answer = client.post(
        page(lab, "claim_answer"), {"code": code, "question": question.public_id, "answer": " "}
    )

    assert answer.context["answer_form"].errors
    assert Question.objects.open().count() == 1


def test_a_change_by_the_author_voids_releases(client, sent):
    lab, editors, pitfall, code = sent
    release(pitfall, by=editors[1], revision=1)
    data = TEXTS | {"code": code, "revision": 1, "advice": "Ganz anders."}

    client.post(page(lab, "claim_change"), data)

    pitfall.refresh_from_db()
    assert (pitfall.advice, pitfall.revision) == ("Ganz anders.", 2)
    assert pitfall.releases.valid().count() == 0


def test_an_old_page_changes_nothing_and_shows_what_was_typed(client, sent):
    lab, _editors, pitfall, code = sent
    Pitfall.objects.update(revision=5)
    data = TEXTS | {"code": code, "revision": 1, "advice": "Ganz anders."}

    answer = client.post(page(lab, "claim_change"), data)

    pitfall.refresh_from_db()
    assert (answer.status_code, pitfall.advice) == (409, TEXTS["advice"])
    assert "Ganz anders." in answer.content.decode()


def test_after_the_release_the_text_stays_and_can_only_be_withdrawn(client, sent):
    lab, editors, pitfall, code = sent
    for editor in editors[1:]:
        release(pitfall, by=editor, revision=1)
    data = TEXTS | {"code": code, "revision": 1, "advice": "Ganz anders."}

    answer = client.post(page(lab, "claim_change"), data)

    pitfall.refresh_from_db()
    assert (answer.status_code, pitfall.advice) == (409, TEXTS["advice"])
    assert pitfall.state == "scheduled"


def test_withdrawing_removes_the_row_and_everything_that_hangs_on_it(client, sent):
    lab, editors, pitfall, code = sent
    ask(pitfall, by=editors[1], text="Wann?")
    Pitfall.objects.update(publish_on=datetime.date(2020, 1, 1))
    index("pitfall", [pitfall.pk])
    Comment.objects.create(lab=lab, thing=pitfall, organisation=editors[0].organisation, text="So")

    answer = client.post(page(lab, "claim_withdraw"), {"code": code, "sure": "on"})
    again = client.post(page(lab, "claim_withdraw"), {"code": code, "sure": "on"})

    assert (answer.status_code, again.status_code) == (200, 200)
    assert [noun.objects.count() for noun in (Pitfall, Question, Activity, Comment, Entry)] == [
        0,
        0,
        0,
        0,
        0,
    ]


def test_a_text_that_came_back_with_a_backup_goes_again(sent):
    _lab, _editors, pitfall, _code = sent

    delete_again(pitfall)

    assert Pitfall.objects.count() == 0


def test_every_deed_needs_the_code(client, sent):
    lab, _editors, pitfall, _code = sent
    names = ["claim_answer", "claim_change", "claim_withdraw"]

    pages = [client.post(page(lab, name), {"sure": "on", **TEXTS}) for name in names]

    assert [pitfall.title in shown.content.decode() for shown in pages] == [False] * 3
    assert Pitfall.objects.count() == 1


def test_an_incomplete_change_keeps_what_was_typed(client, sent):
    lab, _editors, _pitfall, code = sent
    data = TEXTS | {"code": code, "revision": 1, "advice": "", "title": "Ganz neu"}

    answer = client.post(page(lab, "claim_change"), data)

    assert list(answer.context["form"].errors) == ["advice"]
    assert "Ganz neu" in answer.content.decode()


def test_a_change_without_themes_leaves_them(sent):
    _lab, _editors, pitfall, _code = sent

    changed = change_anonymously(pitfall, revision=1, changes={"advice": "Neu"})

    assert (changed.advice, list(changed.themes.all())) == ("Neu", [])


def test_withdrawing_needs_a_deliberate_yes(client, sent):
    lab, _editors, _pitfall, code = sent

    client.post(page(lab, "claim_withdraw"), {"code": code})

    assert Pitfall.objects.count() == 1


def test_a_rejected_text_is_reworked_with_the_code_and_handed_in_again(client, sent):
    lab, editors, pitfall, code = sent
    reject(pitfall, by=editors[1], reason="Bitte ohne Vorwurf.")
    shown = client.post(page(lab, "claim"), {"code": code}).content.decode()

    data = TEXTS | {"code": code, "revision": 1, "advice": "Ohne Vorwurf."}
    client.post(page(lab, "claim_change"), data)

    pitfall.refresh_from_db()
    assert "Bitte ohne Vorwurf." in shown
    assert pitfall.state == "review"


def test_a_question_waits_for_21_days(sent):
    _lab, editors, pitfall, _code = sent
    with time_machine.travel("2027-05-04T10:00:00Z", tick=False):
        question = ask(pitfall, by=editors[1], text="Wann?")
        left = question.days_left
    with time_machine.travel("2027-05-24T10:00:00Z", tick=False):
        last = (question.days_left, Question.objects.blocking().count())
    with time_machine.travel("2027-05-25T10:00:00Z", tick=False):
        over = (question.days_left, Question.objects.blocking().count())

    assert (left, last, over) == (21, (1, 1), (0, 0))
