"""The words of a file that was handed in, for whoever searches or copies what is held about somebody."""

import io
import logging

from rjcase.documents.uploads import archives
from rjcase.documents.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)


def text_of(kind: str, content: bytes) -> str:
    """Return the words of a file of a kind (`check.KINDS`); "" for a picture, or a scan without words."""
    if kind == "pdf":
        return text_of_pdf(content)
    if kind == "txt":
        return content.decode("utf-8", "replace").strip()
    if kind in ("docx", "odt"):
        try:
            return archives.text_of(content)
        except UploadRefused:
            logger.warning("A stored document could not be read.")
    return ""


def text_of_pdf(content: bytes) -> str:
    """Return the text of a PDF; "" for bytes that are none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).strip()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError):
        logger.warning("A stored document could not be read as a PDF.")
        return ""
