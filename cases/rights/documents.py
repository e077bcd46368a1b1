"""Reading stored documents: what a PDF says, and which of a case's documents name somebody."""

import io
import logging
from uuid import UUID

from cases.models import Case, File, Identity, SafeContact
from rjcase.documents.models import Document
from rjcase.kernel.mentions import Needle, contains_any, needles_for

logger = logging.getLogger(__name__)


def text_of(content: bytes) -> str:
    """Return the text of a PDF; "" for bytes that are none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).strip()
    except (PyPdfError, ValueError, KeyError, OSError):
        logger.warning("A stored document could not be read as a PDF.")
        return ""


def needles_of(files: list[File]) -> list[Needle]:
    """The details by which the people of these files are known, now and before."""
    people = list(Identity.objects.filter(file__in=files))
    places = list(SafeContact.objects.filter(file__in=files))
    names = [name for p in people for name in (p.given_names, p.family_name, p.known_as, p.organisation)]
    return needles_for(
        names=names,
        postcodes=[place.postcode for place in places],
        phones=[place.phone for place in places],
        emails=[place.email for place in places],
    )


def documents_naming(case: Case, file: File | None) -> list[UUID]:
    """Documents of the case's other files in which the person of ``file`` is named.

    With ``file`` None, none: the whole case goes, and its documents with it. For the office, which reads
    every file.
    """
    if file is None:
        return []
    needles = needles_of([file])
    rows = Document.objects.filter(file__case=case).exclude(file=file).defer(None)
    return [row.pk for row in rows if contains_any(text_of(bytes(row.content)), needles)]
