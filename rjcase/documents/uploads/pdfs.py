"""PDFs: whole, one thing only, and nothing in them that acts."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rjcase.documents.uploads.refusals import UploadRefused

MOST_PAGES = 1000
MOST_OBJECTS = 60_000
_TAIL = 64 * 1024  # bytes a zip's directory may hide in
# Names of what acts, or carries another file; read by pypdf, so no spelling hides them.
_ACTS = frozenset(
    {
        *("/JS", "/JavaScript", "/AA", "/XFA", "/RichMedia", "/RichMediaContent", "/EmbeddedFile"),
        *("/EmbeddedFiles", "/AF", "/Launch", "/Movie", "/Sound", "/Rendition"),
    }
)
_DEEDS = frozenset(
    {
        *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Movie"),
        *("/Sound", "/RichMediaExecute"),
    }
)
_TYPES = frozenset(["/EmbeddedFile", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"])
# Once more over the bytes, for objects that no table of contents names. Too long to stand there by chance.
_RAW = re.compile(rb"/(?:JavaScript|RichMedia|EmbeddedFile|ImportData|SubmitForm|FileAttachment)\b")
# A file of another kind at the front or the back.
_OTHERS = re.compile(rb"<\s*(?:html|script|svg|\?php|!doctype)", re.I)


def clean(content: bytes) -> tuple[bytes, int]:
    """Return the PDF as it came, and its number of pages.

    Raises UploadRefused for one that is also something else, has a password, is damaged, or holds
    scripts, forms that send, players or other files.
    """
    _one_thing(content)
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UploadRefused(_("The selected PDF has a password. Save it without one, then select it"))
        pages = len(reader.pages)
        if not 0 < pages <= MOST_PAGES:
            raise UploadRefused(
                _("The selected PDF must have between 1 and %(pages)s pages") % {"pages": MOST_PAGES}
            )
        acts = _RAW.search(content) is not None or any(map(_acts, _dictionaries(reader)))
    except UploadRefused:
        raise
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError, OSError) as broken:
        raise _damaged() from broken
    except (RecursionError, MemoryError) as deep:
        raise _damaged() from deep
    if acts:
        raise UploadRefused(
            _(
                "The selected PDF has scripts, moving parts or other files in it. "
                "Print it to a new PDF, then select that"
            )
        )
    return content, pages


def _one_thing(content: bytes) -> None:
    """Refuse a file that another program would read as something other than a PDF."""
    end = content.rfind(b"%%EOF")
    trailing = content[end + 5 :] if end >= 0 else b""
    if not content.startswith(b"%PDF-") or end < 0:
        raise _damaged()
    before = content[: content.find(b" obj") if b" obj" in content[:4096] else 1024]
    is_zip = b"PK\x05\x06" in content[-_TAIL:] or zipfile.is_zipfile(io.BytesIO(content))
    if trailing.strip(b"\r\n\t \0") or is_zip or _OTHERS.search(before):
        raise UploadRefused(
            _("The selected PDF has something else hung onto it. Print it to a new PDF, then select that")
        )


def _dictionaries(reader: Any) -> Iterator[Any]:
    """Every dictionary of the document, those that nothing points to included."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    numbers = {(number, generation) for generation, row in reader.xref.items() for number in row}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise UploadRefused(_("The selected PDF is too complex. Print it to a new PDF, then select that"))
    waiting: list[Any] = [reader.trailer]
    for number, generation in numbers:
        if number:
            waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            one = waiting.pop()
            if isinstance(one, DictionaryObject):
                yield one
                waiting.extend(dict.values(one))
            elif isinstance(one, ArrayObject):
                waiting.extend(list.__iter__(one))


def _acts(one: Any) -> bool:
    if set(dict.keys(one)) & _ACTS:
        return True
    return _name(one, "/S") in _DEEDS or bool({_name(one, "/Type"), _name(one, "/Subtype")} & _TYPES)


def _name(one: Any, key: str) -> str:
    """The name that stands under a key, also where it stands in an object of its own."""
    from pypdf.generic import IndirectObject

    value = dict.get(one, key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, str) else ""


def _damaged() -> UploadRefused:
    return UploadRefused(_("The selected PDF is damaged and cannot be read"))
