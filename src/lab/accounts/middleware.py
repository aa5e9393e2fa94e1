"""Who is signed in: read from the session's row, which the session has opened already."""

from typing import cast

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from lab.accounts.models import User


class AuthenticationMiddleware(DjangoMiddleware):
    """Django's, without asking the database a second time for the owner of the session."""

    def process_request(self, request: HttpRequest) -> None:
        """Say who is signed in as soon as somebody asks."""
        super().process_request(request)
        request.user = cast("User", SimpleLazyObject(lambda: signed_in(request)))


def signed_in(request: HttpRequest) -> User | AnonymousUser:
    """Return the signed-in person; whatever is unusual about the session is left to Django."""
    session = request.session
    claimed, proof = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY)
    owner: User | None = getattr(session, "owner", None)
    if owner is None or not owner.is_active or str(owner.pk) != claimed or proof is None:
        return get_user(request)
    if not constant_time_compare(proof, owner.get_session_auth_hash()):
        return get_user(request)
    return owner
