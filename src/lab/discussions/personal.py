"""What comments and reports keep about people."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lab.core.personal import PersonalData, register
from lab.discussions.models import Comment, Report


def _comments(user_id: int) -> Iterable[dict[str, Any]]:
    for row in Comment.objects.filter(author__user=user_id).select_related("organisation"):
        yield {
            "day": row.posted_on.isoformat(),
            "kind": str(row.get_kind_display()),
            "organisation": row.organisation.name,
            "text": row.text,
        }


def _unlink_comments(user_id: int) -> None:
    Comment.objects.filter(author__user=user_id).update(author=None)


def _decisions(user_id: int) -> Iterable[dict[str, Any]]:
    for row in Report.objects.filter(decided_by__user=user_id):
        yield {"day": row.decided_on and row.decided_on.isoformat(), "outcome": row.outcome}
    for row in Report.objects.filter(hidden_by__user=user_id):
        yield {"day": row.hidden_on and row.hidden_on.isoformat(), "outcome": "hid"}


def _unlink_decisions(user_id: int) -> None:
    Report.objects.filter(decided_by__user=user_id).update(decided_by=None)
    Report.objects.filter(hidden_by__user=user_id).update(hidden_by=None)


register(
    Comment,
    PersonalData(
        _("Adding to what others wrote"),
        _("as long as the thing; without your name once the account is deleted"),
        _comments,
        _unlink_comments,
    ),
    order=30,
)
register(
    Report,
    PersonalData(
        _("Deciding about reports; who reported is not kept"),
        _("as long as the thing; without your name once the account is deleted"),
        _decisions,
        _unlink_decisions,
    ),
    order=30,
)
