"""Text that a copy of the database does not give away: sealed with the key of the installation."""

import base64
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class Broken(ValueError):
    """The sealed text was altered, or sealed with another key."""


def seal(text: str, *purpose: str) -> str:
    """Encrypt the text (AES-256-GCM); the same ``purpose`` opens it again."""
    nonce = secrets.token_bytes(NONCE)
    box = AESGCM(_key(*purpose)).encrypt(nonce, text.encode(), None)
    return base64.urlsafe_b64encode(nonce + box).decode()


def unseal(box: str, *purpose: str) -> str:
    """Return the text sealed for this purpose."""
    try:
        raw = base64.urlsafe_b64decode(box)
        return AESGCM(_key(*purpose)).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except (InvalidTag, ValueError) as problem:
        raise Broken("sealed with another key") from problem


def _key(*purpose: str) -> bytes:
    return hashlib.sha256("\x1f".join([*purpose, settings.SECRET_KEY]).encode()).digest()
