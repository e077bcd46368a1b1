"""Plain text: words and nothing else."""

import re

from django.utils.translation import gettext as _

from rjcase.documents.uploads.refusals import UploadRefused

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"<\s*(?:!doctype|\?xml|html|head|body|svg|script|iframe|object|embed|img|meta)\b", re.I)


def clean(content: bytes) -> tuple[bytes, None]:
    """Return the text as UTF-8. Raises UploadRefused for markup, which a browser might run."""
    words = _read(content)
    if words is None or _MARKUP.search(words):
        raise UploadRefused(_("The selected file must be plain text, with no HTML or XML in it"))
    return words.encode(), None


def is_plain(content: bytes) -> bool:
    """Whether the bytes are words in an encoding we know."""
    return _read(content) is not None


def _read(content: bytes) -> str | None:
    marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252"))
    for mark, encoding in marks:
        if not content.startswith(mark):
            continue
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(words) else words
    return None
