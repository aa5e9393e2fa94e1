import io
import zipfile
import zlib

import pytest
from PIL import Image

from lab.knowledge.cleaning import MOST_BYTES, Refused, clean_file

SECRET = b"Erika Musterfrau"


def picture(kind, **more):
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, kind, **more)
    return out.getvalue()


def photo():
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    exif[0x0112] = 6
    return picture("JPEG", exif=exif)


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(**more):
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:p><w:ins w:author="Erika Musterfrau">Text</w:ins></w:p>',
            "docProps/core.xml": "<dc:creator>Erika Musterfrau</dc:creator>",
            "word/media/image1.jpeg": photo(),
            **more,
        }
    )


def writer():
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<a><dc:creator>Erika Musterfrau</dc:creator>Text</a>",
            "meta.xml": "<meta:initial-creator>Erika Musterfrau</meta:initial-creator>",
            "Thumbnails/thumbnail.png": picture("PNG"),
        }
    )


def pdf(info=b"<< /Author (Erika Musterfrau) /Title <4572> >>", extra=b"", trailer=b""):
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n"
        + info
        + b"\nendobj\n"
        + extra
        + b"trailer\n<< /Root 1 0 R /Info 2 0 R "
        + trailer
        + b">>\n%%EOF"
    )


def test_a_photo_loses_who_made_it_and_stands_upright():
    clean = clean_file("foto.jpg", photo())

    with Image.open(io.BytesIO(clean.data)) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((6, 8), {})
    assert (SECRET in photo(), SECRET in clean.data) == (True, False)


def test_a_picture_with_transparency_keeps_it():
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(out, "PNG")

    clean = clean_file("bild.png", out.getvalue())

    assert (clean.extension, Image.open(io.BytesIO(clean.data)).mode) == ("png", "RGBA")


def everything_in(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist()), packed.infolist()


@pytest.mark.parametrize(
    ("name", "data", "kind"), [("a.docx", word(), "docx"), ("a.odt", writer(), "odt")]
)
def test_an_office_file_names_nobody_and_no_time(name, data, kind):
    clean = clean_file(name, data)

    words, parts = everything_in(clean.data)
    assert (SECRET in everything_in(data)[0], SECRET in words) == (True, False)
    assert (b"Text" in words, clean.extension) == (True, kind)
    assert {part.date_time[0] for part in parts} == {1980}


def test_the_first_part_of_an_opendocument_stays_unpacked():
    _words, parts = everything_in(clean_file("a.odt", writer()).data)

    assert (parts[0].filename, parts[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_properties_of_a_pdf_are_overwritten_in_place():
    packet = b'<?xpacket begin="" id="W5"?><x>Erika Musterfrau</x><?xpacket end="w"?>'
    data = pdf(extra=b"3 0 obj << /Type /Metadata >> stream\n" + packet + b"\nendstream endobj\n")

    clean = clean_file("a.pdf", data)

    assert (len(clean.data), SECRET in clean.data) == (len(data), False)
    assert clean.data.startswith(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>")


def packed(text):
    return (
        b"4 0 obj << /Type /ObjStm /N 1 >>\nstream\n"
        + zlib.compress(text)
        + b"\nendstream\nendobj\n"
    )


def test_packed_objects_without_properties_are_taken():
    data = pdf(extra=packed(b"5 0 << /Type /Page >>"))

    assert clean_file("a.pdf", data).extension == "pdf"


REFUSED = {
    "empty": ("a.txt", b""),
    "too large": ("a.txt", b"a" * (MOST_BYTES + 1)),
    "a program": ("a.exe", b"MZ\x90\x00"),
    "a page": ("a.html", b"<script>alert(1)</script>"),
    "a drawing with script": ("a.svg", b"<svg onload='x'/>"),
    "binary that says text": ("a.txt", b"\x00\x01\x02"),
    "a broken picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50),
    "a broken archive": ("a.docx", b"PK\x03\x04" + b"x" * 50),
    "a plain archive": ("a.zip", archive({"a.txt": "x"})),
    "macros": ("a.docx", word(**{"word/vbaProject.bin": "x"})),
    "entities": ("a.docx", word(**{"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'})),
    "a protected pdf": ("a.pdf", pdf(trailer=b"/Encrypt 9 0 R ")),
    "a pdf with script": ("a.pdf", pdf(extra=b"3 0 obj << /JavaScript (x) >> endobj\n")),
    "a pdf that hides its author": ("a.pdf", pdf(extra=packed(b"2 0 << /Author (Erika) >>"))),
    "a pdf with packed metadata": (
        "a.pdf",
        pdf(
            extra=b"3 0 obj << /Type /Metadata /Filter /FlateDecode >> stream\nx endstream endobj\n"
        ),
    ),
    "a pdf packed in an unknown way": (
        "a.pdf",
        pdf(extra=b"4 0 obj << /Type /ObjStm >>\nstream\nxyz\nendstream endobj\n"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_other_files_are_refused_with_a_sentence(what):
    name, data = REFUSED[what]

    with pytest.raises(Refused) as refusal:
        clean_file(name, data)

    assert str(refusal.value).endswith(".")


def test_text_becomes_utf_8():
    clean = clean_file("liste.csv", "Ärger;1".encode("cp1252"))

    assert (clean.data.decode(), clean.media_type) == ("Ärger;1", "text/csv; charset=utf-8")
