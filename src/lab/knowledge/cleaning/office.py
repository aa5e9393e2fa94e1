"""Office files: zip archives whose properties, authors and previews are emptied."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from lab.knowledge.cleaning.clean import Clean, Refused
from lab.knowledge.cleaning.image import clean_image

MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 3000
LONG_AGO = (1980, 1, 1, 0, 0, 0)
ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
OOXML = {
    "word/document.xml": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "ppt/presentation.xml": (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROPERTIES = b"http://schemas.openxmlformats.org/officeDocument/2006/"
EMPTY = {
    "meta.xml": XML
    + b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'office:version="1.3"><office:meta/></office:document-meta>',
    "docProps/core.xml": XML
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>',
    "docProps/app.xml": XML + b'<Properties xmlns="' + PROPERTIES + b'extended-properties"/>',
    "docProps/custom.xml": XML + b'<Properties xmlns="' + PROPERTIES + b'custom-properties"/>',
}
PREVIEWS = ("Thumbnails/", "docProps/thumbnail")
MACROS = re.compile(r"(?i)vbaProject|vbaData|^Basic/|^Scripts/|\.bin$|^xl/macrosheets/|activeX")
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WHO = [
    (
        re.compile(
            rb'(\b(?:w|w15|p15|p188)?:?(?:author|initials|userId|providerId|lastModifiedBy)=")[^"]*'
        ),
        rb"\1",
    ),
    (re.compile(rb'(<p:cmAuthor\b[^>]*?\bname=")[^"]*'), rb"\1"),
    (re.compile(rb'(<person\b[^>]*?\bdisplayName=")[^"]*'), rb"\1"),
    (re.compile(rb"(<(?:dc:creator|meta:creator-initials|author)>)[^<]*"), rb"\1"),
    (re.compile(rb"<manifest:file-entry\b[^>]*Thumbnails[^>]*/>"), b""),
    (re.compile(rb"<Relationship\b[^>]*docProps/thumbnail[^>]*/>"), b""),
]


def clean_office(data: bytes) -> Clean:
    """Return an OpenDocument or Office Open XML file that names nobody as its author."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            extension, media_type = _kind(archive)
            return Clean(_repacked(archive), extension, media_type)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused(
            _("The file is damaged or protected by a password. Please save it again.")
        ) from None


def _kind(archive: zipfile.ZipFile) -> tuple[str, str]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(_("Unpacked, the file is too large."))
    names = {part.filename for part in parts}
    if any(MACROS.search(name) for name in names):
        raise Refused(
            _("The file contains macros or embedded programs. Please save it without them.")
        )
    if "mimetype" in names:
        media_type = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        if media_type in ODF:
            return ODF[media_type], media_type
    for name, kind in OOXML.items():
        if name in names and "[Content_Types].xml" in names:
            return kind
    raise Refused(_("Archives are not taken. Please add the files one by one."))


def _repacked(archive: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as clean:
        for part in archive.infolist():
            if part.is_dir() or part.filename.startswith(PREVIEWS):
                continue
            fresh = zipfile.ZipInfo(part.filename, LONG_AGO)
            stored = part.filename == "mimetype"
            fresh.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            clean.writestr(fresh, _part(part.filename, archive.read(part)))
    return out.getvalue()


def _part(name: str, content: bytes) -> bytes:
    """Return one part of the archive without what it tells about people."""
    if name in EMPTY:
        return EMPTY[name]
    lowered = name.lower()
    if lowered.endswith((".jpg", ".jpeg", ".png")):
        try:
            return clean_image(content).data
        except Refused:
            return content
    if lowered.endswith((".xml", ".rels")):
        if ENTITIES.search(content):
            raise Refused(_("The file contains definitions that programs could misuse."))
        for pattern, instead in WHO:
            content = pattern.sub(instead, content)
    return content
