"""Files as people hand them in, honest and hostile, each made here from nothing."""

import io
import struct
import zipfile
import zlib
from typing import Any

from odf.opendocument import OpenDocumentText
from odf.text import P
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
WORDS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    ' Target="https://elsewhere.example/x" TargetMode="External"/></Relationships>'
)
GPS, MAKE, COMMENT = "52, 28, 48", "SpyPhone", "taken at her house"


def pdf(pages: int = 1) -> bytes:
    """A PDF of blank pages with a link in it."""
    return _written(_writer(pages))


def pdf_that(**root: Any) -> bytes:
    """A PDF with more in its catalogue."""
    writer = _writer(1)
    for name, value in root.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return _written(writer)


def scripts() -> list[bytes]:
    """PDFs that act: a script on opening, in the names, on a page, under a spelt-out name, as a program."""
    writers = [_writer(1) for _ in range(3)]
    names = ArrayObject([TextStringObject("a"), _deed("/JavaScript")])
    by_name = DictionaryObject({NameObject("/Names"): names})
    writers[0].root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): by_name})
    writers[1].add_attachment("inside.exe", b"MZ")
    writers[2].pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): _deed("/JavaScript")})
    return [
        *map(_written, writers),
        pdf_that(OpenAction=_deed("/Launch")),
        pdf_that(OpenAction=_deed("/JavaScript")).replace(b"/JavaScript", b"/J#61vaScript"),
    ]


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer = _writer(1)
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with a place, a camera, an hour and a comment hung on it, lying on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = MAKE, 6, "2026:11:01 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 28.0, 48.0), 3: "W", 4: (1.0, 53.0, 24.0)})
    made = Image.new("RGB", size, (200, 30, 30))
    whole = io.BytesIO()
    more: dict[str, Any] = {}
    if form == "JPEG":
        more = {"comment": COMMENT.encode()}
    else:
        from PIL.PngImagePlugin import PngInfo

        texts = PngInfo()
        texts.add_text("Comment", COMMENT)
        more = {"pnginfo": texts}
    made.save(whole, form, exif=exif, **more)
    return whole.getvalue()


def flood(side: int = 20_000) -> bytes:
    """A PNG of so many pixels a side that is a few kB long."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack("!L", len(body)) + name + body + struct.pack("!L", zlib.crc32(name + body))

    rows = zlib.compress((b"\0" + b"\0" * (side // 8)) * side, 9)
    head = struct.pack("!LLBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def docx(words: str = "All is well.", more: dict[str, str | bytes] | None = None) -> bytes:
    """A Word document with more parts in it."""
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": WORDS.format(words)} | (more or {})
    return zipped(parts)


def odt(words: str = "All is well.") -> bytes:
    """An OpenDocument text."""
    text, whole = OpenDocumentText(), io.BytesIO()
    text.text.addElement(P(text=words))
    text.write(whole)
    return whole.getvalue()


def zipped(parts: dict[str, Any]) -> bytes:
    """An archive of parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def liar() -> bytes:
    """A Word document whose directory says that a part of 80 MB is small."""
    bomb = docx(more={"word/big.xml": b" " * 80_000_000})
    told, said = struct.pack("<L", 80_000_000), struct.pack("<L", 500_000)
    return bomb.replace(told, said)


def _writer(pages: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_annotation(0, Link(rect=(10, 10, 50, 50), url="https://elsewhere.example/"))
    return writer


def _written(writer: PdfWriter) -> bytes:
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _deed(name: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(name), NameObject("/Next"): ArrayObject([TextStringObject("x")])}
    )
