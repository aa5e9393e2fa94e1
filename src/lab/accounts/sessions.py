"""Sessions that end after a while, without the server keeping when somebody was last here.

The row holds the absolute end; the time of the last request lives in the signed cookie.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from lab.accounts.models import Session

SALT = "lab.accounts.session"
RENEW_AFTER = 60


class SessionStore(DatabaseStore):
    """Sessions in the database, each with its owner."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our session row."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Build the row, with the owner taken from the signed-in user."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.user_id = int(data["_auth_user_id"]) if data.get("_auth_user_id") else None
        return row


class SessionMiddleware(DjangoSessionMiddleware):
    """Read and write the session cookie ``<key>:<time>:<signature>``."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session, unless its cookie is older than the idle time."""
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        key, age = _read(cookie)
        request.session = self.SessionStore(key)
        request.META["lab.session_age"] = age

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Write the session cookie; renew its time at most once a minute."""
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        key = request.session.session_key
        if cookie is not None and cookie.value:
            answer.set_cookie(settings.SESSION_COOKIE_NAME, _write(str(cookie.value)), **_how())
        elif cookie is None and key and _is_due(request) and not request.session.is_empty():
            answer.set_cookie(settings.SESSION_COOKIE_NAME, _write(key), **_how())
        return answer


def _read(cookie: str) -> tuple[str | None, float]:
    """Return the session key in the cookie and its age in seconds; nothing if it is too old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        key = signer.unsign(cookie, max_age=settings.LAB_SESSION_IDLE)
        signed_at = signing.b62_decode(cookie.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None, 0
    return key, time.time() - signed_at


def _write(key: str) -> str:
    return signing.TimestampSigner(salt=SALT).sign(key)


def _is_due(request: HttpRequest) -> bool:
    return float(request.META.get("lab.session_age", 0)) > RENEW_AFTER


def _how() -> dict[str, Any]:
    return {
        "path": "/",
        "secure": settings.SESSION_COOKIE_SECURE,
        "httponly": True,
        "samesite": settings.SESSION_COOKIE_SAMESITE,
    }
