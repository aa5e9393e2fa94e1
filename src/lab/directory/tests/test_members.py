import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from lab.core.access import Conflict
from lab.directory.actions import create_lab, end_membership, grant_role, leave, revoke_role
from lab.directory.factories import MembershipFactory, OrganisationFactory
from lab.directory.models import Membership, Profile
from lab.directory.models.lab import RESERVED


@pytest.mark.django_db
def test_a_role_is_granted_once_and_taken_back_once(book):
    coordinator = MembershipFactory(roles=["coordinator"])
    member = MembershipFactory(lab=coordinator.lab, organisation=coordinator.organisation)

    grant_role(member, "editor", by=coordinator)
    grant_role(member, "editor", by=coordinator)
    revoke_role(member, "editor", by=coordinator)
    revoke_role(member, "editor", by=coordinator)

    assert book == ["granted", "revoked"]
    assert Membership.objects.get(pk=member.pk).roles == frozenset()


@pytest.mark.django_db
def test_a_coordinator_cannot_slip_a_lab_role_through_the_form(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    member = MembershipFactory(lab=coordinator.lab, organisation=coordinator.organisation)
    client.force_login(coordinator.user)
    url = reverse("directory:roles", args=[coordinator.lab.slug, member.public_id])

    answer = client.post(url, {"roles": ["editor", "lab_coordinator"]})

    assert answer.status_code == 200
    assert Membership.objects.get(pk=member.pk).roles == frozenset()


@pytest.mark.django_db
def test_roles_granted_by_the_lab_stay_when_the_house_changes_its_own(client):
    coordinator = MembershipFactory(roles=["coordinator"])
    member = MembershipFactory(
        lab=coordinator.lab, organisation=coordinator.organisation, roles=["auditor"]
    )
    client.force_login(coordinator.user)

    client.post(
        reverse("directory:roles", args=[coordinator.lab.slug, member.public_id]),
        {"roles": ["editor"]},
    )

    assert Membership.objects.get(pk=member.pk).roles == {"auditor", "editor"}


@pytest.mark.django_db
def test_the_last_coordinator_of_a_lab_stays():
    last = MembershipFactory(roles=["lab_coordinator"])

    with pytest.raises(Conflict):
        leave(last, by=last)
    with pytest.raises(Conflict):
        revoke_role(last, "lab_coordinator", by=last)

    assert Membership.objects.get(pk=last.pk).roles == {"lab_coordinator"}


@pytest.mark.django_db
def test_who_leaves_sees_nothing_of_the_lab_any_more(client):
    member = MembershipFactory(roles=["editor"])
    client.force_login(member.user)

    client.post(reverse("directory:leaving", args=[member.lab.slug]))
    again = client.get(reverse("directory:members", args=[member.lab.slug]))

    member = Membership.objects.get(pk=member.pk)
    assert member.ended_on is not None
    assert member.roles == frozenset()
    assert again.status_code == 404


@pytest.mark.django_db
def test_leaving_twice_is_remembered_once(book):
    coordinator = MembershipFactory(roles=["coordinator"])
    member = MembershipFactory(lab=coordinator.lab, organisation=coordinator.organisation)

    end_membership(member, by=coordinator)
    end_membership(member, by=coordinator)

    assert book.count("left") == 1


@pytest.mark.django_db
def test_strangers_sign_in_first_and_members_of_other_labs_learn_nothing(client):
    member = MembershipFactory()
    url = reverse("directory:members", args=[member.lab.slug])

    stranger = client.get(url)
    client.force_login(MembershipFactory().user)
    other = client.get(url)

    assert stranger.headers["Location"].startswith("/anmelden/")
    assert other.status_code == 404


@pytest.mark.django_db
def test_members_are_found_by_house_and_words_and_by_name_in_order(client):
    me = MembershipFactory(user__name="Zoe")
    mira = MembershipFactory(lab=me.lab, user__name="mira")
    MembershipFactory(lab=me.lab, user__name="Anton")
    Profile.objects.create(user=mira.user, can="Terminvergabe erklären")
    client.force_login(me.user)
    url = reverse("directory:members", args=[me.lab.slug])

    everybody = client.get(url).context["page"].rows
    by_words = client.get(url, {"q": "terminvergabe"}).context["page"].rows
    by_house = client.get(url, {"organisation": me.organisation.public_id}).context["page"].rows

    assert [one.user.name for one in everybody] == ["Anton", "mira", "Zoe"]
    assert by_words == [mira]
    assert by_house == [me]


@pytest.mark.django_db
def test_pages_of_members_follow_each_other_without_gap(client):
    me = MembershipFactory(user__name="Person 00")
    for number in range(1, 41):
        MembershipFactory(
            lab=me.lab, organisation=me.organisation, user__name=f"Person {number:02}"
        )
    client.force_login(me.user)
    url = reverse("directory:members", args=[me.lab.slug])

    first = client.get(url).context["page"]
    second = client.get(url, {"nach": first.next}).context["page"]

    names = [one.user.name for one in [*first.rows, *second.rows]]
    assert names == [f"Person {number:02}" for number in range(41)]
    assert second.next is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["members", "lab", "organisations", "administration", "office_members"]
)
def test_pages_need_the_same_queries_for_one_and_for_thirty(client, name):
    me = MembershipFactory(roles=["lab_coordinator"])
    client.force_login(me.user)
    url = reverse(f"directory:{name}", args=[me.lab.slug])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)

    for _ in range(29):
        MembershipFactory(lab=me.lab, roles=["editor", "coordinator"])
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few) <= 15


@pytest.mark.django_db
def test_a_profile_is_kept_and_taken_back(client):
    me = MembershipFactory()
    client.force_login(me.user)
    url = reverse("directory:own_profile", args=[me.lab.slug])

    client.post(url, {"can": "Moderieren", "badges": ["scout"]})
    kept = Profile.objects.get(user=me.user)
    client.post(url, {})

    assert (kept.can, kept.badge_words) == ("Moderieren", ["Scout"])
    assert Profile.objects.get(user=me.user).can == ""


@pytest.mark.django_db
def test_names_and_profiles_carry_no_code(client):
    bad = "<script>alert(1)</script>"
    me = MembershipFactory(user__name=bad, organisation__name=bad)
    Profile.objects.create(user=me.user, can=bad, seeks=bad, cares=bad)
    client.force_login(me.user)
    slug = me.lab.slug

    pages = [
        client.get(reverse("directory:members", args=[slug])),
        client.get(reverse("directory:member", args=[slug, me.public_id])),
        client.get(reverse("directory:organisation", args=[slug, me.organisation.public_id])),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [bad in page.content.decode() for page in pages] == [False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["konto", "anmelden", "impressum", "healthz", "static"])
def test_a_lab_cannot_take_an_address_of_the_installation(slug):
    with pytest.raises(ValidationError):
        create_lab(slug, "Labor", [OrganisationFactory()])


def test_every_first_segment_of_the_installation_is_reserved():
    segments = set()
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", [pattern])
        prefix = "" if inner == [pattern] else str(pattern.pattern)
        segments |= {(prefix + str(one.pattern)).split("/")[0] for one in inner}

    taken = {one for one in segments if one and "<" not in one and not one.startswith((".", "^"))}
    assert taken - RESERVED == set()


@pytest.mark.django_db
def test_a_lab_is_founded_with_its_partners_in_order(book):
    houses = OrganisationFactory.create_batch(3)

    lab = create_lab("ruhr", "Labor Ruhr", houses, purpose="Vorher wissen.")

    assert lab.host == houses[0]
    assert list(lab.organisations.order_by("partnerships__place")) == houses
    assert book == ["created"]
