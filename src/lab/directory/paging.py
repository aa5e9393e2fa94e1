"""Members page by page, by name."""

from lab.core.pages import Page
from lab.directory.models import Membership
from lab.directory.models.membership import MembershipQuerySet

SIZE = 30


def page_by_name(people: MembershipQuerySet, after: str | None) -> Page[Membership]:
    """Return the page that follows the member with the public id ``after``."""
    found = people.select_related("user__profile", "organisation").prefetch_related("grants")
    rows = list(found.by_name(after)[: SIZE + 1])
    following = rows[SIZE - 1].public_id if len(rows) > SIZE else None
    return Page(rows=rows[:SIZE], next=following)
