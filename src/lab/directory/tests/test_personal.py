import pytest

from lab.accounts.factories import UserFactory
from lab.core.personal import PersonalData, personal_rules, rule_of
from lab.directory.actions import apply, invite
from lab.directory.factories import MembershipFactory
from lab.directory.models import Application, Invitation, Membership, Profile, RoleGrant


def erase_everything_of(user):
    for label, rule in personal_rules():
        if label.startswith("directory."):
            rule.erase(user.pk)


@pytest.mark.django_db
def test_a_person_gets_everything_the_directory_keeps():
    member = MembershipFactory(roles=["editor"], organisation__name="Stadt Lünen")
    Profile.objects.create(user=member.user, can="Moderieren")
    elsewhere = MembershipFactory()
    apply(elsewhere.lab, elsewhere.organisation, by=member.user, note="Terminvergabe")

    told = {
        label: list(rule.export(member.user_id))
        for label, rule in personal_rules()
        if label.startswith("directory.")
    }

    assert [row["organisation"] for row in told["directory.Membership"]] == ["Stadt Lünen"]
    assert [row["can"] for row in told["directory.Profile"]] == ["Moderieren"]
    assert [row["note"] for row in told["directory.Application"]] == ["Terminvergabe"]
    assert len(told["directory.RoleGrant"]) == 1


@pytest.mark.django_db
def test_erasing_takes_the_person_out_and_leaves_the_others():
    member = MembershipFactory(roles=["editor", "coordinator"])
    colleague = MembershipFactory(lab=member.lab, organisation=member.organisation)
    RoleGrant.objects.create(membership=colleague, role="editor", granted_by=member)
    Profile.objects.create(user=member.user, can="Moderieren")
    invite(member.lab, member.organisation, member.user.email, by=colleague)
    newcomer = UserFactory()
    apply(member.lab, member.organisation, by=newcomer)

    erase_everything_of(member.user)

    assert Membership.objects.get() == colleague
    assert RoleGrant.objects.get().granted_by is None
    assert Profile.objects.count() == Invitation.objects.count() == 0
    assert Application.objects.get().user == newcomer


@pytest.mark.django_db
def test_the_address_of_somebody_without_account_goes_with_the_invitation():
    rule = rule_of(Invitation)

    assert isinstance(rule, PersonalData)
    assert str(rule.retention) != ""
