import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lab.accounts.factories import UserFactory
from lab.core.access import Conflict
from lab.core.worker import Worker
from lab.directory.actions import accept_invitation, apply, decide_application, invite
from lab.directory.admission import admits, open_to, welcome
from lab.directory.factories import MembershipFactory
from lab.directory.letters import draw_code
from lab.directory.models import Application, Invitation, MailDomain, Membership


def invitation_for(coordinator, email="neu@luenen.example", roles=()):
    made = invite(coordinator.lab, coordinator.organisation, email, roles=roles, by=coordinator)
    return made, draw_code(made)


@pytest.mark.django_db
def test_an_invitation_makes_a_member_with_its_roles_and_is_remembered_once(book):
    coordinator = MembershipFactory(roles=["coordinator"])
    invitation, _code = invitation_for(coordinator, roles=["editor"])
    person = UserFactory()

    first = accept_invitation(invitation, by=person)
    again = accept_invitation(invitation, by=person)

    assert again == first
    assert first.roles == {"editor"}
    assert first.organisation == coordinator.organisation
    assert book.count("joined") == 1


@pytest.mark.django_db
def test_an_invitation_works_once_and_not_for_a_second_person():
    invitation, _code = invitation_for(MembershipFactory(roles=["coordinator"]))
    accept_invitation(invitation, by=UserFactory())

    with pytest.raises(Conflict):
        accept_invitation(invitation, by=UserFactory())

    assert Membership.objects.filter(organisation=invitation.organisation).count() == 2


@pytest.mark.django_db
def test_an_invitation_expires_after_fourteen_days():
    invitation, _code = invitation_for(MembershipFactory(roles=["coordinator"]))

    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(Conflict):
        accept_invitation(invitation, by=UserFactory())

    assert Membership.objects.filter(organisation=invitation.organisation).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_accepts_give_exactly_one_membership(book):
    invitation, _code = invitation_for(MembershipFactory(roles=["coordinator"]))
    people = UserFactory.create_batch(20)
    refused = []
    barrier = threading.Barrier(20)

    def accept(person):
        barrier.wait()
        try:
            accept_invitation(invitation, by=person)
        except Conflict:
            refused.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Membership.objects.filter(user__in=people).count() == 1
    assert len(refused) == 19
    assert book.count("joined") == 1


@pytest.mark.django_db(transaction=True)
def test_the_letter_carries_a_link_that_a_get_never_spends(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    invite(coordinator.lab, coordinator.organisation, "Neu@Luenen.example", by=coordinator)
    Worker().work_off()
    letter = mail.outbox[-1]
    path = re.search(r"http://localhost:8000(\S+)", letter.body).group(1)
    client.force_login(UserFactory())

    looked = client.get(path)
    before = Membership.objects.count()
    accepted = client.post(path)

    code = path.rstrip("/").rpartition("/")[2]
    stored = Invitation.objects.get()
    assert letter.to == ["neu@luenen.example"]
    assert len(code) * 6 >= 128
    assert code not in stored.code_hash
    assert looked.headers["Cache-Control"].count("no-store") == 1
    assert before == 1
    assert accepted.status_code == 302
    assert Membership.objects.count() == 2


@pytest.mark.django_db
def test_inviting_known_and_unknown_addresses_looks_the_same(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    UserFactory(email="bekannt@luenen.example")
    client.force_login(coordinator.user)
    url = reverse(
        "directory:inviting", args=[coordinator.lab.slug, coordinator.organisation.public_id]
    )

    answers = [
        client.post(url, {"email": address})
        for address in ("bekannt@luenen.example", "fremd@luenen.example")
    ]

    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Invitation.objects.count() == 2


@pytest.mark.django_db
def test_registration_is_open_for_listed_domains_and_invited_addresses_only():
    coordinator = MembershipFactory(roles=["coordinator"])
    MailDomain.objects.create(organisation=coordinator.organisation, domain="essen.example")
    _invitation, code = invitation_for(coordinator, "gast@anders.example")

    answers = [
        admits("jemand@essen.example", ""),
        admits("gast@anders.example", ""),
        admits("privat@post.example", code),
        admits("privat@post.example", ""),
        admits("jemand@unter.essen.example", ""),
    ]

    assert answers == [True, True, True, False, False]


@pytest.mark.django_db
def test_only_a_confirmed_address_opens_an_organisation():
    house = MembershipFactory()
    MailDomain.objects.create(organisation=house.organisation, domain="essen.example")
    confirmed = UserFactory(email="neu@essen.example")
    unconfirmed = UserFactory(email="wer@essen.example", address=False)

    open_houses = [list(open_to(person, house.lab)) for person in (confirmed, unconfirmed)]

    assert open_houses == [[house.organisation], []]


@pytest.mark.django_db
def test_who_confirms_an_address_of_the_only_fitting_house_asks_to_join_it():
    house = MembershipFactory()
    MailDomain.objects.create(organisation=house.organisation, domain="essen.example")
    person = UserFactory(email="neu@essen.example")

    welcome(person, "")
    welcome(person, "")

    assert [a.organisation for a in Application.objects.all()] == [house.organisation]


@pytest.mark.django_db
def test_asking_twice_waits_once_and_the_first_decision_holds(book):
    coordinator = MembershipFactory(roles=["coordinator"])
    person = UserFactory()

    first = apply(coordinator.lab, coordinator.organisation, by=person, note="Terminvergabe")
    again = apply(coordinator.lab, coordinator.organisation, by=person)
    decide_application(first, accepted=True, by=coordinator)
    decide_application(first, accepted=False, by=coordinator)

    first.refresh_from_db()
    assert again == first
    assert first.outcome == "accepted"
    assert Membership.objects.filter(user=person, ended_on=None).count() == 1
    assert book.count("accepted") == 1


@pytest.mark.django_db
def test_a_coordinator_of_another_house_does_not_find_the_application(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    other = MembershipFactory(lab=coordinator.lab, roles=["coordinator"])
    asked = apply(coordinator.lab, coordinator.organisation, by=UserFactory())
    client.force_login(other.user)

    answer = client.post(
        reverse("directory:decision", args=[other.lab.slug, asked.public_id]),
        {"outcome": "accepted"},
    )

    asked.refresh_from_db()
    assert answer.status_code == 404
    assert asked.outcome == ""


@pytest.mark.django_db
def test_nobody_accepts_the_own_application(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    asked = apply(coordinator.lab, coordinator.organisation, by=UserFactory())
    client.force_login(asked.user)

    answer = client.post(
        reverse("directory:decision", args=[coordinator.lab.slug, asked.public_id]),
        {"outcome": "accepted"},
    )

    assert answer.status_code == 404
    assert Membership.objects.filter(user=asked.user).count() == 0


@pytest.mark.django_db
def test_strangers_are_shown_the_way_and_ask_for_nothing(client):
    lab = MembershipFactory().lab
    url = reverse("directory:joining", args=[lab.slug])

    answers = [client.get(url), client.post(url, {"organisation": "x"})]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "next=%2F" in answers[0].content.decode()
    assert Application.objects.count() == 0


@pytest.mark.django_db
def test_whoever_may_asks_to_join_through_the_page(client):
    house = MembershipFactory()
    MailDomain.objects.create(organisation=house.organisation, domain="essen.example")
    person = UserFactory(email="neu@essen.example")
    client.force_login(person)
    url = reverse("directory:joining", args=[house.lab.slug])

    client.post(url, {"organisation": house.organisation.public_id, "note": "Terminvergabe"})
    other = client.post(url, {"organisation": MembershipFactory().organisation.public_id})

    asked = Application.objects.get()
    assert (asked.organisation, asked.note) == (house.organisation, "Terminvergabe")
    assert "Terminvergabe" not in other.content.decode()


@pytest.mark.django_db
def test_an_unknown_code_shows_a_page_that_helps(client):
    lab = MembershipFactory().lab

    answer = client.get(reverse("directory:invitation", args=[lab.slug, "gibtesnicht"]))

    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


@pytest.mark.django_db
def test_a_stranger_with_an_invitation_keeps_it_until_there_is_an_account(client):
    invitation, code = invitation_for(MembershipFactory(roles=["coordinator"]))
    url = reverse("directory:invitation", args=[invitation.lab.slug, code])

    sent = client.post(url)
    welcome(UserFactory(), code)

    invitation.refresh_from_db()
    assert sent.headers["Location"] == reverse("account_signup")
    assert invitation.accepted_by.organisation == invitation.organisation
