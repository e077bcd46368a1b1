"""What a file is, by what is in it; and the bytes that are kept of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _

from rjcase.documents.uploads import archives, images, pdfs, texts, virus
from rjcase.documents.uploads.refusals import UploadRefused

_HEAD = 64 * 1024  # bytes: where every kind of file says what it is
_SURE = 0.5  # how sure the library is, from 0 to 1, before its word alone refuses a text


@dataclass(frozen=True)
class Kind:
    """One kind of file that is taken: endings of its name, what it is sent as, who judges its bytes."""

    code: str
    extensions: tuple[str, ...]
    content_type: str
    clean: Callable[[bytes], tuple[bytes, int | None]]


@dataclass(frozen=True)
class Checked:
    """What is kept of a file: its kind, the bytes as they are kept, pages of a PDF, whether clamd saw it."""

    kind: str
    content: bytes
    pages: int | None
    is_scanned: bool


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", (".pdf",), "application/pdf", pdfs.clean),
        Kind("jpeg", (".jpg", ".jpeg"), "image/jpeg", images.clean_jpeg),
        Kind("png", (".png",), "image/png", images.clean_png),
        Kind("docx", (".docx",), _WORD, archives.clean_docx),
        Kind("odt", (".odt",), "application/vnd.oasis.opendocument.text", archives.clean_odt),
        Kind("txt", (".txt",), "text/plain; charset=utf-8", texts.clean),
    )
}
# For the file picker of a browser, which may be ignored: what is let in is judged here.
ACCEPT = ",".join(extension for kind in KINDS.values() for extension in kind.extensions)
_BY_EXTENSION = {extension: kind for kind in KINDS.values() for extension in kind.extensions}


def name_of(reference: str, upload: Any) -> str:
    """The name a kept file is given out under: the case, its place in the file, its kind. Names nobody."""
    return f"{reference}-file-{upload.number}{KINDS[upload.kind].extensions[0]}"


def check(name: str, content: bytes) -> Checked:
    """Judge a file by its bytes and return what is kept of it; its name gives the ending alone.

    Raises UploadRefused with the reason. Nothing is written anywhere.
    """
    limit = settings.UPLOADS["file_bytes"]
    if not content:
        raise UploadRefused(_("The selected file is empty"))
    if len(content) > limit:
        raise UploadRefused(
            _("The selected file must be smaller than %(size)s MB") % {"size": limit // 1_000_000}
        )
    kind = _kind_of(name, content)
    is_scanned = virus.scan(content)
    kept, pages = kind.clean(content)
    return Checked(kind.code, kept, pages, is_scanned)


def _kind_of(name: str, content: bytes) -> Kind:
    """The kind that name and bytes agree on."""
    found = _by_content(content)
    named = _BY_EXTENSION.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if found is None or named is None:
        raise UploadRefused(
            _(
                "The selected file must be a PDF, JPG, PNG, DOCX, ODT or TXT. "
                "Save it as one of these, then select it"
            )
        )
    if found is not named:
        raise UploadRefused(
            _(
                "The name of the selected file ends in %(ending)s, but it is a %(kind)s. "
                "Select the original file"
            )
            % {"ending": named.extensions[0], "kind": found.code.upper()}
        )
    return named


def _by_content(content: bytes) -> Kind | None:
    """The kind the bytes are of; None for any that is not taken."""
    if content.startswith(b"PK"):
        return KINDS.get(archives.kind_of(content))
    said = _said(content[:_HEAD])
    for code in ("pdf", "jpeg", "png"):
        if any(extension in said for extension in KINDS[code].extensions):
            return KINDS[code]
    is_text = texts.is_plain(content) and not any(sure >= _SURE for sure in said.values())
    return KINDS["txt"] if is_text else None


def _said(head: bytes) -> dict[str, float]:
    """What the library takes the bytes for: endings with how sure it is. Empty for what it does not know."""
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return {}
    return {match.extension: match.confidence for match in matches if match.extension != ".eml"}
