"""Word and OpenDocument texts: zip archives, unpacked within bounds and looked through."""

import io
import stat
import zipfile
import zlib
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree
from django.utils.translation import gettext as _

from rjcase.documents.uploads.refusals import UploadRefused

MOST_ENTRIES = 2_000
MOST_BYTES = 60_000_000  # unpacked, all entries together
MOST_XML = 10_000_000  # unpacked, of one part that is parsed
MOST_RATIO = 200  # unpacked to packed, of an entry larger than 1 MB
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ODT = b"application/vnd.oasis.opendocument.text"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_STRICT_LINK = "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink"
# What runs, or is another file with its own rules.
_ACTIVE = (
    *("vbaproject", "vbadata", "activex", "embeddings/", "oleobject", "customui", "basic/", "scripts/"),
    "object ",
)
_NESTED = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"%PDF-", b"Rar!", b"7z\xbc\xaf")
_ZIPPED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError),
    *(ValueError, KeyError, OSError, EOFError, zlib.error),
)


class TooLarge(UploadRefused):
    """Unpacked it would be larger than any text is."""


class Acts(UploadRefused):
    """It runs something, or brings something in from outside."""


def kind_of(content: bytes) -> str:
    """Return "docx" or "odt" by what the archive says it is, "" for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except _ZIPPED:
        return ""
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names and content[30:38] == b"mimetype" else ""


def clean_docx(content: bytes) -> tuple[bytes, None]:
    """Return the document as it came. Raises UploadRefused for one that acts or fetches."""
    parts = _unpacked(content)
    types = _parsed(parts.get("[Content_Types].xml", b""))
    main = [one.get("ContentType") for one in types.iter() if one.get("PartName") == "/word/document.xml"]
    if main != [_WORD_MAIN]:
        raise _damaged()
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            found = _parsed(part)
            if name.endswith(".rels") and any(map(_fetches, found.iter())):
                raise _active()
    return content, None


def clean_odt(content: bytes) -> tuple[bytes, None]:
    """Return the text as it came. Raises UploadRefused for one that acts or fetches."""
    parts = _unpacked(content)
    if parts.get("mimetype", b"").strip() != _ODT:
        raise _damaged()
    for name, part in parts.items():
        if name.endswith((".xml", ".rdf")) and any(map(_acts_in_odt, _parsed(part).iter())):
            raise _active()
    return content, None


def xlsx_parts(content: bytes) -> dict[str, bytes]:
    """Return every part of a workbook by its name, unpacked within bounds.

    Raises UploadRefused for one that is damaged, too large when unpacked, or that acts or fetches.
    """
    try:
        parts = _unpacked(content)
        types = {one.get("ContentType") for one in _parsed(parts.get("[Content_Types].xml", b"")).iter()}
        rels = [_parsed(part) for name, part in parts.items() if name.endswith(".rels")]
        if any(_fetches(one) for found in rels for one in found.iter()):
            raise _active()
        if any(b"<!DOCTYPE" in part[:4096] for part in parts.values()):
            raise _damaged()
    except TooLarge as why:
        raise UploadRefused(_("The workbook is too large when unpacked. Save it as CSV")) from why
    except Acts as why:
        raise UploadRefused(
            _("The workbook has macros, other files or outside content in it. Save the sheet as CSV")
        ) from why
    if _SHEETS not in types:
        raise UploadRefused(_("The selected file must be an XLSX or a CSV. Save it as one of these"))
    return parts


def text_of(content: bytes) -> str:
    """Return the words of a kept Word or OpenDocument text, a line for each paragraph."""
    parts = _unpacked(content)
    lines = []
    for name in sorted(parts):
        if name == "content.xml" or (name.startswith("word/") and name.endswith(".xml")):
            for one in _parsed(parts[name]).iter():
                if _plain(one.tag) in ("p", "h"):
                    lines.append("".join(one.itertext()))
    return "\n".join(line for line in lines if line.strip())


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every entry by its name, read no further than the bounds, whatever the archive says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _look_at(archive, entries, content)
            left, parts = MOST_BYTES, {}
            for entry in entries:
                with archive.open(entry) as part:
                    read = part.read(min(left, entry.file_size) + 1)
                left -= len(read)
                if left < 0 or len(read) > entry.file_size:
                    raise _bomb()
                parts[entry.filename] = read
    except _ZIPPED as broken:
        raise _damaged() from broken
    if any(part.startswith(_NESTED) for part in parts.values()):
        raise _active()
    return parts


def _look_at(archive: Any, entries: list[Any], content: bytes) -> None:
    """What the directory says: sizes, names, and that the archive is the whole file."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _bomb()
    if any(e.file_size > 1_000_000 and e.file_size > MOST_RATIO * max(1, e.compress_size) for e in entries):
        raise _bomb()
    names = [entry.filename for entry in entries]
    whole = content.startswith(b"PK\x03\x04") and min(entry.header_offset for entry in entries) == 0
    ends = content.rfind(b"PK\x05\x06") == len(content) - 22 and not archive.comment
    if not whole or not ends or len({name.lower() for name in names}) != len(names):
        raise _damaged()
    if any(entry.flag_bits & 1 or not _is_tame(entry) for entry in entries):
        raise _damaged()
    if any(word in name.lower() for name in names for word in _ACTIVE):
        raise _active()


def _is_tame(entry: Any) -> bool:
    """Whether an entry stays where it is unpacked and is a plain file."""
    name = entry.filename
    steps = name.split("/")
    if stat.S_ISLNK(entry.external_attr >> 16) or name.startswith("/") or ".." in steps:
        return False
    return not any(sign in name for sign in ("\\", ":", "\0"))


def _parsed(part: bytes) -> Element:
    if len(part) > MOST_XML:
        raise _bomb()
    try:
        found: Element = ElementTree.fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as broken:
        raise _damaged() from broken
    return found


def _fetches(one: Element) -> bool:
    """Whether a relationship brings in something from outside: any but a link that a reader may follow."""
    return one.get("TargetMode", "").lower() == "external" and one.get("Type") not in (_LINK, _STRICT_LINK)


def _acts_in_odt(one: Element) -> bool:
    """A script, or anything but a link that points out of the archive."""
    tag = _plain(one.tag)
    if tag in ("script", "event-listener", "object", "object-ole", "plugin", "applet", "floating-frame"):
        return True
    target = next((value for name, value in one.attrib.items() if _plain(name) == "href"), "")
    return tag != "a" and ("://" in target or target.startswith(("//", "../", "/")))


def _plain(name: Any) -> str:
    return str(name).rsplit("}", 1)[-1]


def _damaged() -> UploadRefused:
    return UploadRefused(_("The selected document is damaged and cannot be read. Save it again"))


def _bomb() -> UploadRefused:
    return TooLarge(_("The selected document is too large when unpacked. Save it as a PDF"))


def _active() -> UploadRefused:
    return Acts(_("The selected document has macros, other files or outside content in it. Save it as a PDF"))
