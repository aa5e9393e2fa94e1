"""Files of others: read by their content, kept without what they tell about people."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from lab.knowledge.cleaning.clean import MOST_BYTES, Clean, Refused
from lab.knowledge.cleaning.image import clean_image
from lab.knowledge.cleaning.office import clean_office
from lab.knowledge.cleaning.pdf import clean_pdf

__all__ = ["MOST_BYTES", "Clean", "Refused", "clean_file"]


def clean_file(name: str, data: bytes) -> Clean:
    """Return the file without metadata, or refuse it with a sentence that says what helps."""
    if not data:
        raise Refused(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 10 MB. Please make it smaller or split it."))
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return clean_image(data)
    if data.startswith(b"%PDF-"):
        return clean_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return clean_office(data)
    return _clean_text(PurePath(name).suffix.lower(), data)


def _clean_text(suffix: str, data: bytes) -> Clean:
    """Return plain text or a table as UTF-8; anything else is refused."""
    if suffix in {".txt", ".csv"}:
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if all(sign.isprintable() or sign in "\r\n\t\u00a0\u00ad" for sign in text):
                media_type = "text/csv" if suffix == ".csv" else "text/plain"
                return Clean(text.encode(), suffix[1:], f"{media_type}; charset=utf-8")
    raise Refused(
        _(
            "This kind of file is not taken. Possible are PDF, OpenDocument, Word, Excel and "
            "PowerPoint without macros, PNG, JPEG, CSV and plain text."
        )
    )
