import pytest

from lab.directory.factories import MembershipFactory


@pytest.mark.django_db
def test_a_member_is_a_viewer_with_roles():
    member = MembershipFactory(roles=["editor"])

    assert member.viewer.has_role("editor") is True
    assert member.viewer.organisation_id == member.organisation_id
