"""What comes out of cleaning: a file without metadata, or a refusal."""

from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Clean:
    """A file one may keep: its bytes, the ending that fits its content, and its media type."""

    data: bytes
    extension: str
    media_type: str


class Refused(Exception):
    """The file is not taken; the message says why and what helps."""
