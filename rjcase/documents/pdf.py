"""Turning a template into a tagged PDF (PDF/UA-1) that fetches nothing from anywhere."""

import hashlib
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_language

from rjcase.access.labels import marking

logger = logging.getLogger(__name__)

HOUSE = ("documents/document.html", "documents/letter.html", "documents/print.css")


@dataclass(frozen=True)
class Rendered:
    """The bytes of a PDF, how many pages it has, and which text it was made from."""

    content: bytes
    pages: int
    template: str
    template_version: str

    @property
    def sha256(self) -> str:
        """Digest of the bytes, as 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


def render_pdf(template: str, context: dict[str, Any], *, title: str, author: str = "") -> Rendered:
    """Render a template that extends ``documents/document.html`` into a tagged PDF.

    The scheme's marking stands on top of every page (WTE-4.3-01).

    The same context on the same day makes the same bytes. A template that asks for an outside
    resource fails loudly: a document must look the same in ten years, and must tell nobody that
    it was made. Raises ``weasyprint.urls.FatalURLFetchingError`` then.
    """
    from weasyprint import HTML

    language = get_language() or settings.LANGUAGE_CODE
    house = {"title": title, "author": author, "language": language, "pdf": True, "marking": marking()}
    text = get_template(template).render(house | context)
    made = HTML(string=text, base_url="document:", url_fetcher=_refusing()).render()
    content = made.write_pdf(pdf_variant="pdf/ua-1")
    return Rendered(content, len(made.pages), template, template_version(template))


@lru_cache
def _refusing() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class RefusingFetcher(URLFetcher):  # type: ignore[misc]
        """Styles and drawings stand in the template itself, so there is nothing to fetch."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise FatalURLFetchingError("A document asked for an outside resource, which is never fetched.")

    return RefusingFetcher()


@lru_cache
def template_version(template: str) -> str:
    """Return 12 digits that change whenever the text or the look of a template changes."""
    digest = hashlib.sha256()
    for name in (template, *HOUSE):
        digest.update(Path(get_template(name).origin.name).read_bytes())  # type: ignore[attr-defined]
    return digest.hexdigest()[:12]
