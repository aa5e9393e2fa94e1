"""Who may open an account: upper floors say it, this floor asks.

The gate answers for a mail address and the invitation the person holds ("" for none). The welcome
is called once an address is confirmed, so that a membership can be asked for or an invitation kept.
"""

from collections.abc import Callable

from django.http import HttpRequest

from lab.accounts.models import User

Gate = Callable[[str, str], bool]
Welcome = Callable[[User, str], None]

INVITATION = "invitation"
_gates: list[Gate] = []
_welcomes: list[Welcome] = []


def register_gate(gate: Gate) -> None:
    """Enter a gate; one that says yes is enough."""
    if gate not in _gates:
        _gates.append(gate)


def register_welcome(welcome: Welcome) -> None:
    """Enter what happens once the address of a new account is confirmed; must bear repetition."""
    if welcome not in _welcomes:
        _welcomes.append(welcome)


def is_admitted(email: str, invitation: str = "") -> bool:
    """May somebody with this address, holding this invitation, open an account?"""
    return any(gate(email.strip().lower(), invitation) for gate in _gates)


def welcome(user: User, invitation: str = "") -> None:
    """Tell the upper floors that the address of this account is confirmed."""
    for greet in _welcomes:
        greet(user, invitation)


def keep_invitation(request: HttpRequest, token: str) -> None:
    """Remember in the session which invitation the person came with, until they have an account."""
    request.session[INVITATION] = token


def invitation_of(request: HttpRequest | None) -> str:
    """Return the invitation the person came with, or ""."""
    session = getattr(request, "session", None)
    return str(session.get(INVITATION, "")) if session is not None else ""
