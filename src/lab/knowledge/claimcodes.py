"""Claim codes: shown once, kept as a hash only.

A code is made from a nonce that only the form held, and from the text. Sending the same form twice
leads to the same code and one row; whoever lacks the nonce cannot find the code again.
"""

import hashlib
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 28
GROUP = 4
NONCE = re.compile(r"[0-9a-f]{40}")


def new_nonce() -> str:
    """Draw 160 bit for one form."""
    return secrets.token_hex(20)


def code_for(nonce: str, *texts: str) -> str:
    """Return the code of 28 signs (140 bit) for this form; a broken nonce is replaced."""
    seed = nonce if NONCE.fullmatch(nonce) else new_nonce()
    told = "\x1f".join(("claim code", seed, *texts))
    number = int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(LENGTH))


def in_groups(code: str) -> str:
    """Write a code in groups of four, as people read it aloud."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def normalise(typed: str) -> str:
    """Read a code as people type it: small letters, spaces and hyphens do not matter."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[:64]
