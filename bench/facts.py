"""What the measuring process has to know about a filled database: addresses and sign-ins."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from lab.accounts.sessions import SALT, SessionStore
from lab.directory.models import Lab, Membership
from lab.knowledge.models import Pitfall, Visibility


def facts(lab: Lab, pitfalls: list[Pitfall], members: list[Membership]) -> dict[str, Any]:
    """Addresses of pages, and the secrets of the sessions of members who have not spoken yet."""
    public = [p for p in pitfalls if p.visibility == Visibility.PUBLIC]
    theme = "?thema=datenschutz"
    return {
        "list": reverse("knowledge:pitfall_list", args=[lab.slug]),
        "narrowed": reverse("knowledge:pitfall_list", args=[lab.slug]) + theme,
        "details": _addresses("pitfall", lab, pitfalls),
        "public": _addresses("pitfall", lab, public),
        "confirm": _addresses("also_here", lab, pitfalls),
        "search": reverse("search:search", args=[lab.slug]),
        "foresight": reverse("search:foresight", args=[lab.slug]),
        "slug": lab.slug,
        "ids": [p.public_id for p in pitfalls],
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "key": settings.SECRET_KEY,
        "salt": SALT,
        "secrets": [sign_in(member) for member in members],
    }


def sign_in(member: Membership) -> str:
    """Begin a session as a sign-in does; return the secret its cookie carries."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _addresses(name: str, lab: Lab, pitfalls: list[Pitfall]) -> list[str]:
    return [reverse(f"knowledge:{name}", args=[lab.slug, p.public_id]) for p in pitfalls]
