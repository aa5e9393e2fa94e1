import pytest

from lab.core.access import may
from lab.directory.factories import LabFactory, MembershipFactory, OrganisationFactory
from lab.directory.models import Organisation
from lab.directory.models.membership import Role
from lab.directory.rules import GRANTABLE, changeable

OF_A_HOUSE = {"editor", "facilitator", "coordinator", "steering", "staff_council"}
EVERY_ROLE = set(Role.values)
NOTHING: set[str] = set()

MATRIX = [  # role of the viewer, what may be changed in the own house, in another house
    ("member", NOTHING, NOTHING),
    ("editor", NOTHING, NOTHING),
    ("facilitator", NOTHING, NOTHING),
    ("coordinator", OF_A_HOUSE, NOTHING),
    ("lab_coordinator", EVERY_ROLE, EVERY_ROLE),
    ("evaluator", NOTHING, NOTHING),
    ("grant_manager", NOTHING, NOTHING),
    ("second_checker", NOTHING, NOTHING),
    ("auditor", NOTHING, NOTHING),
    ("steering", NOTHING, NOTHING),
    ("staff_council", NOTHING, NOTHING),
]


def member_with(role, **place):
    return MembershipFactory(roles=[] if role == "member" else [role], **place)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "own", "other"), MATRIX)
def test_who_may_grant_which_role(role, own, other):
    viewer = member_with(role)
    colleague = MembershipFactory(lab=viewer.lab, organisation=viewer.organisation)
    neighbour = MembershipFactory(lab=viewer.lab)
    stranger = MembershipFactory()

    assert set(changeable(viewer.viewer, colleague)) == own
    assert set(changeable(viewer.viewer, neighbour)) == other
    assert set(changeable(viewer.viewer, stranger)) == NOTHING
    assert set(changeable(viewer.viewer, viewer)) == NOTHING


def test_every_role_has_somebody_who_grants_it():
    granted = set().union(*GRANTABLE.values())

    assert granted == EVERY_ROLE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "own", "other", "shared"),
    [
        ("member", False, False, False),
        ("editor", False, False, False),
        ("coordinator", True, False, False),
        ("lab_coordinator", True, True, False),
    ],
)
def test_who_answers_for_an_organisation(role, own, other, shared):
    viewer = member_with(role)
    neighbour = MembershipFactory(lab=viewer.lab).organisation
    in_two_labs = MembershipFactory(lab=viewer.lab).organisation
    MembershipFactory(organisation=in_two_labs)

    answers = [
        may(viewer.viewer, "directory.answer_for", house)
        for house in (viewer.organisation, neighbour, in_two_labs)
    ]

    assert answers == [own, other, shared]


@pytest.mark.django_db
def test_nobody_reaches_into_another_lab():
    viewer = member_with("lab_coordinator").viewer
    elsewhere = MembershipFactory()

    reached = [
        may(viewer, "directory.keep_member", elsewhere),
        may(viewer, "directory.invite", elsewhere.organisation),
        may(viewer, "directory.answer_for", elsewhere.organisation),
    ]

    assert reached == [False, False, False]


@pytest.mark.django_db
def test_a_stranger_at_the_door_sees_who_takes_part_and_no_member(client):
    member = MembershipFactory(user__name="Alev Sommer")

    page = client.get(f"/{member.lab.slug}/organisationen/{member.organisation.public_id}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert member.organisation.name in text
    assert "Alev Sommer" not in text


@pytest.mark.django_db
def test_organisations_of_another_lab_are_not_visible():
    lab = LabFactory()
    OrganisationFactory()
    house = MembershipFactory(lab=lab).organisation

    seen = Organisation.objects.visible_to(MembershipFactory(lab=lab, organisation=house).viewer)

    assert list(seen) == [house]
