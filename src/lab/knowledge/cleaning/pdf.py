"""PDF files: what the document tells about itself is overwritten in place, byte for byte.

Nothing moves, so the table of contents of the file stays right. Where the properties are packed so
that they cannot be overwritten, the file is refused and the person is told what helps.
"""

import re
import zlib

from django.utils.translation import gettext as _

from lab.knowledge.cleaning.clean import Clean, Refused

ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
METADATA = re.compile(rb"/Type\s*/Metadata\b")
XMP = re.compile(rb"(<\?xpacket begin.*?\?>)(.*?)(<\?xpacket end)", re.DOTALL)
TELLING = re.compile(
    rb"/(?:Author|Creator|Producer|Company|Keywords|Subject|Manager|CreationDate)\b"
)
STRING = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)


def clean_pdf(data: bytes) -> Clean:
    """Return the PDF with its properties overwritten by blanks."""
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        raise Refused(_("The PDF is protected. Please save it without a password."))
    if ACTIVE.search(data):
        raise Refused(
            _("The PDF contains programs or further files. Please print it into a new PDF.")
        )
    if _hides_properties(data):
        raise Refused(
            _(
                "The properties of this PDF are packed, so they cannot be removed here. Please "
                "export it as PDF/A-1 or remove author and title in your program and save it again."
            )
        )
    blanked = _blank_info(XMP.sub(_blank_packet, data))
    return Clean(blanked, "pdf", "application/pdf")


def _blank_packet(match: re.Match[bytes]) -> bytes:
    return match.group(1) + re.sub(rb"[^\r\n]", b" ", match.group(2)) + match.group(3)


def _blank_info(data: bytes) -> bytes:
    for number, generation in set(INFO.findall(data)):
        start = re.compile(
            rb"(?<!\d)" + number + rb"\s+" + generation + rb"\s+obj(.*?)endobj", re.DOTALL
        )
        data = start.sub(_blank_object, data)
    return data


def _blank_object(match: re.Match[bytes]) -> bytes:
    """Overwrite every string of the object; keys and length stay."""
    whole = match.group()
    head = len(whole) - len(match.group(1)) - len(b"endobj")
    body = STRING.sub(_blank_string, match.group(1))
    return whole[:head] + body + b"endobj"


def _blank_string(match: re.Match[bytes]) -> bytes:
    string = match.group()
    inside = b"0" if string.startswith(b"<") else b" "
    return string[:1] + inside * (len(string) - 2) + string[-1:]


def _hides_properties(data: bytes) -> bool:
    """Are properties packed where they cannot be overwritten in place?"""
    for found in METADATA.finditer(data):
        rest = data[found.start() : found.start() + 600].partition(b"stream")[0]
        head = data[max(0, found.start() - 200) : found.start()].rpartition(b"obj")[2]
        if b"/Filter" in head + rest:
            return True
    for found in re.finditer(rb"/Type\s*/ObjStm\b", data):
        unpacked = _unpacked(data, found.end())
        if unpacked is None or TELLING.search(unpacked):
            return True
    return False


def _unpacked(data: bytes, at: int) -> bytes | None:
    start = data.find(b"stream", at, at + 600)
    if start < 0:
        return None
    body = data[start + 6 :].lstrip(b"\r\n")
    try:
        return zlib.decompressobj().decompress(body, 32 * 1024 * 1024)
    except zlib.error:
        return None
