"""Counting attempts without remembering who: keys are HMACs whose key lives one day in memory."""

import hashlib
import hmac
import secrets

from django.core.cache import cache
from django.utils import timezone

_day_keys: dict[str, bytes] = {}


def daily_key(key: str, key_prefix: str, version: int) -> str:
    """Return the cache key for ``key``: unreadable, and another one tomorrow."""
    today = timezone.localdate().isoformat()
    if today not in _day_keys:
        _day_keys.clear()
        _day_keys[today] = secrets.token_bytes(32)
    text = f"{key_prefix}:{version}:{key}"
    return hmac.new(_day_keys[today], text.encode(), hashlib.sha256).hexdigest()


def too_many(what: str, who: str, *, limit: int, seconds: int = 3600) -> bool:
    """Count an attempt and tell whether it was one too many; the cache sees only the hashed key."""
    key = f"throttle:{what}:{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the count ran out between the two calls
        return False
