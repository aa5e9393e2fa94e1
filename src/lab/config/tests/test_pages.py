import pytest
from django.urls import reverse

from lab.directory.factories import LabFactory, MembershipFactory
from lab.knowledge.factories import PitfallFactory
from lab.knowledge.models import Visibility

pytestmark = pytest.mark.django_db


def test_a_single_lab_opens_at_once(client):
    lab = LabFactory()

    response = client.get("/")

    assert response.headers["Location"] == reverse("lab_start", args=[lab.slug])


def test_several_labs_are_a_choice(client):
    labs = LabFactory.create_batch(2)

    page = client.get("/").content.decode()

    assert [lab.name in page for lab in labs] == [True, True]


def test_strangers_see_what_is_public_and_members_are_asked_what_they_plan(client):
    hidden = PitfallFactory()
    public = PitfallFactory(lab=hidden.lab, visibility=Visibility.PUBLIC)
    url = reverse("lab_start", args=[hidden.lab.slug])

    strangers = client.get(url).content.decode()
    client.force_login(MembershipFactory(lab=hidden.lab).user)
    members = client.get(url).content.decode()

    assert (public.title in strangers, hidden.title in strangers) == (True, False)
    assert (public.title in members, hidden.title in members) == (True, True)
    assert ("Was haben Sie vor?" in strangers, "Was haben Sie vor?" in members) == (False, True)


def test_a_public_page_one_only_reads_sets_no_cookie_and_is_not_sent_twice(client):
    pitfall = PitfallFactory(visibility=Visibility.PUBLIC)
    url = reverse("knowledge:pitfall", args=[pitfall.lab.slug, pitfall.public_id])

    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert dict(client.cookies) == {}


def test_the_house_says_that_it_is_alive_and_ready(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").content == b"ok"


def test_an_unknown_address_helps(client):
    response = client.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "<h1" in response.content.decode()
