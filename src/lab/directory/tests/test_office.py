from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lab.accounts.factories import UserFactory
from lab.directory.actions import apply, decide_application, invite, report_barrier
from lab.directory.actions.sweeping import sweep_papers
from lab.directory.factories import MembershipFactory
from lab.directory.models import Application, BarrierReport, Invitation, Organisation

DOORS = [
    "administration",
    "office_members",
    "barrier_list",
    "lab_editing",
    "organisation_adding",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize(
    ("role", "office", "lab"),
    [
        ("editor", 403, 403),
        ("steering", 403, 403),
        ("coordinator", 200, 403),
        ("lab_coordinator", 200, 200),
    ],
)
def test_who_enters_the_office(client, name, role, office, lab):
    member = MembershipFactory(roles=[role])
    client.force_login(member.user)

    answer = client.get(reverse(f"directory:{name}", args=[member.lab.slug]))

    expected = lab if name in {"lab_editing", "organisation_adding"} else office
    assert answer.status_code == expected


@pytest.mark.django_db
def test_a_domain_is_listed_as_typed_by_hand_and_taken_away_again(client):
    member = MembershipFactory(roles=["coordinator"])
    client.force_login(member.user)
    house = member.organisation
    url = reverse("directory:domains", args=[member.lab.slug, house.public_id])

    client.post(url, {"domain": "Luenen.DE"})
    listed = list(house.mail_domains.values_list("domain", flat=True))
    refused = client.post(url, {"domain": "kein domain"})
    client.post(url, {"remove": "luenen.de"})

    assert listed == ["luenen.de"]
    assert refused.status_code == 200
    assert house.mail_domains.count() == 0


@pytest.mark.django_db
def test_an_invitation_is_taken_back_once_and_then_refused(client, book):
    member = MembershipFactory(roles=["coordinator"])
    made = invite(member.lab, member.organisation, "neu@luenen.example", by=member)
    client.force_login(member.user)
    url = reverse("directory:withdrawal", args=[member.lab.slug, made.public_id])

    client.post(url)
    client.post(url)

    made.refresh_from_db()
    assert made.is_open is False
    assert book.count("withdrew") == 1


@pytest.mark.django_db
def test_a_second_invitation_to_the_same_address_replaces_the_first():
    member = MembershipFactory(roles=["coordinator"])

    first = invite(member.lab, member.organisation, "neu@luenen.example", by=member)
    second = invite(member.lab, member.organisation, "NEU@luenen.example", by=member)

    assert list(Invitation.objects.open()) == [second]
    assert first != second


@pytest.mark.django_db
def test_nobody_invites_with_a_role_beyond_reach(client):
    member = MembershipFactory(roles=["coordinator"])
    client.force_login(member.user)
    url = reverse("directory:inviting", args=[member.lab.slug, member.organisation.public_id])

    answer = client.post(url, {"email": "neu@luenen.example", "roles": ["lab_coordinator"]})

    assert answer.status_code == 200
    assert Invitation.objects.count() == 0


@pytest.mark.django_db
def test_the_lab_coordinator_decides_where_a_house_has_no_coordinator():
    boss = MembershipFactory(roles=["lab_coordinator"])
    orphan = MembershipFactory(lab=boss.lab)
    kept = MembershipFactory(lab=boss.lab, roles=["coordinator"])
    waiting = apply(boss.lab, orphan.organisation, by=UserFactory())
    apply(boss.lab, kept.organisation, by=UserFactory())

    assert list(Application.objects.visible_to(boss.viewer)) == [waiting]


@pytest.mark.django_db
def test_the_lab_and_its_organisations_are_changed_by_its_coordinator(client):
    boss = MembershipFactory(roles=["lab_coordinator"])
    client.force_login(boss.user)
    slug = boss.lab.slug
    house = {"name": "Stadt Neu", "short_name": "Neu", "kind": "city", "key": "05978024"}

    client.post(reverse("directory:lab_editing", args=[slug]), {"name": "Labor Ruhr"})
    client.post(reverse("directory:organisation_adding", args=[slug]), house)
    added = Organisation.objects.get(name="Stadt Neu")
    url = reverse("directory:organisation_editing", args=[slug, added.public_id])
    client.post(url, house | {"short_name": "Ganz neu"})
    refused = client.post(url, house | {"key": "12"})

    boss.lab.refresh_from_db()
    added.refresh_from_db()
    assert boss.lab.name == "Labor Ruhr"
    assert added.short_name == "Ganz neu"
    assert refused.status_code == 200
    assert list(boss.lab.organisations.order_by("partnerships__place")) == [
        boss.organisation,
        added,
    ]


@pytest.mark.django_db
def test_old_papers_go_by_themselves():
    member = MembershipFactory(roles=["coordinator"])
    invite(member.lab, member.organisation, "neu@luenen.example", by=member)
    asked = apply(member.lab, member.organisation, by=UserFactory())
    decide_application(asked, accepted=False, by=member)
    report_barrier(member.organisation, text="wartet noch")
    BarrierReport.objects.filter(pk=report_barrier(member.organisation, text="x").pk).update(
        answered_on=timezone.localdate()
    )

    with time_machine.travel(timezone.now() + timedelta(days=89)):
        sweep_papers()
        early = (Invitation.objects.count(), Application.objects.count())
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        sweep_papers()

    assert early == (1, 1)
    assert Invitation.objects.count() == Application.objects.count() == 0
    assert [one.text for one in BarrierReport.objects.all()] == ["wartet noch"]
