"""What happens in the directory: one function per deed, each remembered once."""

from lab.directory.actions.applications import apply, decide_application
from lab.directory.actions.houses import (
    add_organisation,
    allow_domain,
    change_lab,
    change_organisation,
    create_lab,
    forbid_domain,
)
from lab.directory.actions.invitations import accept_invitation, invite, withdraw_invitation
from lab.directory.actions.legal import (
    answer_barrier,
    draft_legal_pages,
    report_barrier,
    save_legal_page,
    save_statement,
)
from lab.directory.actions.memberships import end_membership, grant_role, leave, revoke_role

__all__ = [
    "accept_invitation",
    "add_organisation",
    "allow_domain",
    "answer_barrier",
    "apply",
    "change_lab",
    "change_organisation",
    "create_lab",
    "decide_application",
    "draft_legal_pages",
    "end_membership",
    "forbid_domain",
    "grant_role",
    "invite",
    "leave",
    "report_barrier",
    "revoke_role",
    "save_legal_page",
    "save_statement",
    "withdraw_invitation",
]
