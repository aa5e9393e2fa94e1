import pytest
from django.conf import settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from lab.accounts.models import Session
from lab.activity.models import Activity, Verb
from lab.core.models import DailyCount
from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.claimcodes import code_for, in_groups, new_nonce, normalise
from lab.knowledge.models import Pitfall
from lab.knowledge.tests.writing import TEXTS, page, same_houses

pytestmark = pytest.mark.django_db


def send(client, member, visibility, **more):
    client.force_login(member.user)
    return client.post(page(member.lab, "capture"), TEXTS | {"visibility": visibility} | more)


def test_an_anonymous_pitfall_keeps_no_origin_and_shows_its_code_once(client):
    member = MembershipFactory()

    answer = send(client, member, "network_anonymous")

    pitfall = Pitfall.objects.get()
    assert answer.status_code == 200
    assert (pitfall.author, pitfall.organisation, pitfall.signature) == (None, None, "nobody")
    assert (pitfall.state, pitfall.publish_on, len(pitfall.claim_hash)) == ("review", None, 64)
    assert (Activity.objects.count(), DBTaskResult.objects.count()) == (0, 0)
    assert DailyCount.objects.get().number == 1
    assert "claim" in answer.content.decode()


def test_context_is_coarsened_before_it_is_stored(client):
    lab = LabFactory()
    same_houses(lab, 5)
    member = MembershipFactory(lab=lab)

    send(client, member, "network_anonymous")

    pitfall = Pitfall.objects.get()
    assert (pitfall.context_kind, pitfall.context_size, pitfall.context_land) == ("city", "m", "05")


def test_the_session_is_not_touched_by_an_anonymous_deed(client):
    member = MembershipFactory()
    client.force_login(member.user)
    before = list(Session.objects.values())

    answer = client.post(page(member.lab, "capture"), TEXTS | {"visibility": "network_anonymous"})

    assert list(Session.objects.values()) == before
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_the_same_form_sent_twice_is_one_pitfall_with_one_code(client):
    member = MembershipFactory()
    nonce = new_nonce()

    first = send(client, member, "network_anonymous", nonce=nonce)
    again = client.post(
        page(member.lab, "capture"), TEXTS | {"visibility": "network_anonymous", "nonce": nonce}
    )

    assert Pitfall.objects.count() == 1
    assert first.context["code"] == again.context["code"]
    assert DailyCount.objects.get().number == 1


def test_another_text_in_the_same_form_is_another_pitfall():
    nonce = new_nonce()

    assert code_for(nonce, "a") == code_for(nonce, "a")
    assert code_for(nonce, "a") != code_for(nonce, "b")
    assert code_for("broken", "a") != code_for("broken", "a")


def test_a_code_is_read_as_people_type_it():
    code = code_for(new_nonce(), "text")

    assert len(code) == 28
    assert normalise(in_groups(code).lower().replace(" ", " - ")) == code


SIGNED = [  # choice, state, verb
    ("network", "review", Verb.SUBMITTED),
    ("organisation", "published", Verb.CREATED),
    ("private", "draft", Verb.CREATED),
]


@pytest.mark.parametrize(("visibility", "state", "verb"), SIGNED)
def test_a_signed_pitfall_waits_appears_in_house_or_stays_a_draft(client, visibility, state, verb):
    member = MembershipFactory()

    answer = send(client, member, visibility)

    pitfall = Pitfall.objects.get()
    assert answer.headers["Location"] == page(member.lab, "edit_pitfall", pitfall.public_id)
    assert (pitfall.state, pitfall.author, pitfall.organisation) == (
        state,
        member,
        member.organisation,
    )
    assert [row.verb for row in Activity.objects.about(pitfall)] == [verb]


def test_an_incomplete_form_keeps_what_was_typed(client):
    member = MembershipFactory()

    answer = send(client, member, "network_anonymous", advice="", title="x" * 120)

    page_text = answer.content.decode()
    assert Pitfall.objects.count() == 0
    assert "x" * 120 in page_text
    assert TEXTS["what_happened"].splitlines()[0] in page_text


def test_script_in_a_text_stays_text(client):
    member = MembershipFactory()
    evil = "<script>alert(1)</script>"

    answer = send(client, member, "nobody", title=evil)

    assert evil not in answer.content.decode()


def test_strangers_sign_in_before_they_write(client):
    lab = LabFactory()

    answer = client.get(page(lab, "capture"))

    assert answer.headers["Location"].startswith(settings.LOGIN_URL)
    assert reverse("knowledge:claim", args=[lab.slug]) == f"/{lab.slug}/mein-code/"
