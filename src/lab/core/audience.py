"""Whom a page is shown to: the one thing every ``visible_to`` asks for."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Viewer:
    """A person in one lab, as seen by permission rules and querysets.

    ``user_id`` is None for strangers; ``membership_id`` and ``organisation_id`` are None for
    everybody who is not an active member of the lab ``lab_id``.
    """

    user_id: int | None = None
    lab_id: int | None = None
    membership_id: int | None = None
    organisation_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_member(self) -> bool:
        """Does this person belong to an organisation of the lab?"""
        return self.membership_id is not None

    def has_role(self, *roles: str) -> bool:
        """Does this person hold one of the roles in the lab?"""
        return not self.roles.isdisjoint(roles)


NOBODY = Viewer()
