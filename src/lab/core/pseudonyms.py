"""Keyed tags: equal parts give equal tags, and only a key outside the database links them."""

import hashlib
import hmac

from django.conf import settings


def tag(*parts: object) -> str:
    """Return a tag of 128 bit for the parts (HMAC-SHA-256, key from ``LAB_DATA/keys``).

    Pseudonymous, not anonymous: whoever holds the key and guesses the parts can recompute it.
    """
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(settings.PSEUDONYM_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def digest(secret: str) -> str:
    """Return the hash under which a random secret of at least 128 bit is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
