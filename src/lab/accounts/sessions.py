"""Sessions that end after a while, without the server keeping when somebody was here.

The cookie carries a secret and, signed, the time of the last request. The row carries a hash of
the secret, whom it belongs to, the start *day* – and the content, which only the secret in the
cookie opens. A copy of the database therefore neither opens a session nor tells its hours.
"""

import datetime
import math
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lab.accounts.models import Session, User
from lab.accounts.sealing import Broken, seal, unseal
from lab.core.pseudonyms import digest

SALT = "lab.accounts.session"
RENEW_AFTER = 60
DAY = 24 * 3600
OWNER = "_auth_user_id"
SINCE = "since"


class SessionStore(SessionBase):
    """Sessions in the database, each with its owner."""

    owner: User | None = None
    _get_new_session_key: Callable[[], str]
    _get_session: Callable[..., dict[str, Any]]

    def load(self) -> dict[str, Any]:
        """Open the session, unless it was ended or its absolute end has come."""
        key = self.session_key or ""
        valid = Session.objects.filter(pk=row_key(key), expire_date__gt=timezone.now())
        row = valid.select_related("user").first() if key else None
        if row is not None:
            data = self._open(row.session_data, key)
            if time.time() - data.get(SINCE, time.time()) < settings.LAB_SESSION_ABSOLUTE:
                self.owner = row.user
                return data
            row.delete()
        self._session_key = None
        return {}

    def _open(self, box: str, key: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self.serializer().loads(
                unseal(box, SALT, key).encode("latin-1")
            )
        except Broken:
            return {}
        return found

    def exists(self, session_key: str) -> bool:
        """Is there a session with this secret?"""
        return Session.objects.filter(pk=row_key(session_key)).exists()

    def create(self) -> None:
        """Draw a new secret and write its row."""
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the content; start day, name and end of the row never change."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        content = self.serializer().dumps(data).decode("latin-1")
        values = {
            "session_data": seal(content, SALT, self.session_key),
            "user_id": int(data[OWNER]) if data.get(OWNER) else None,
        }
        if must_create:
            return self._insert(values)
        if not Session.objects.filter(pk=row_key(self.session_key)).update(**values):
            raise UpdateError
        return None

    def _insert(self, values: dict[str, Any]) -> None:
        row = Session(pk=row_key(self.session_key or ""), expire_date=last_day(), **values)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as problem:
            raise CreateError from problem

    def cycle_key(self) -> None:
        """Take a new secret; a session somebody has signed in to keeps its start day and name."""
        old = Session.objects.filter(pk=row_key(self.session_key or ""), user__isnull=False).first()
        super().cycle_key()
        if old is not None:
            same = {"started_on": old.started_on, "name": old.name, "expire_date": old.expire_date}
            Session.objects.filter(pk=row_key(self.session_key or "")).update(**same)

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        Session.objects.filter(pk=row_key(session_key or self.session_key or "")).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the rows of sessions that are over."""
        Session.objects.filter(expire_date__lt=timezone.now()).delete()


class SessionMiddleware(DjangoSessionMiddleware):
    """Read and write the session cookie ``<secret>:<time>:<signature>``."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session, unless its cookie is older than the idle time."""
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        key, age = _read(cookie)
        request.session = SessionStore(key)
        request.META["lab.session_age"] = age
        request.META["lab.session_over"] = bool(cookie and key is None)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session cookie; renew its time at most once a minute."""
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and cookie.value:
            answer.set_cookie(settings.SESSION_COOKIE_NAME, _write(str(cookie.value)), **_how())
        elif cookie is None and _is_due(request):
            key = str(request.session.session_key)
            answer.set_cookie(settings.SESSION_COOKIE_NAME, _write(key), **_how())
        return answer


def row_key(secret: str) -> str:
    """Return the key of the row that belongs to the secret in the cookie."""
    return digest(f"{SALT}:{secret}")[:40]


def last_day() -> datetime.datetime:
    """Return the midnight by which a session begun today is over at the latest."""
    days = math.ceil(settings.LAB_SESSION_ABSOLUTE / DAY) + 1
    return timezone.localtime().replace(
        hour=0, minute=0, second=0, microsecond=0
    ) + datetime.timedelta(days=days)


def _read(cookie: str) -> tuple[str | None, float]:
    """Return the secret in the cookie and its age in seconds; nothing if it is too old."""
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
    age = float(request.META.get("lab.session_age", 0))
    session = request.session
    return (
        age > RENEW_AFTER and session.accessed and bool(session.get(OWNER) and session.session_key)
    )


def _how() -> dict[str, Any]:
    return {
        "path": "/",
        "secure": settings.SESSION_COOKIE_SECURE,
        "httponly": True,
        "samesite": settings.SESSION_COOKIE_SAMESITE,
    }
