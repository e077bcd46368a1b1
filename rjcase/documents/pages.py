"""Handing out a document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from rjcase.access.pages import Page
from rjcase.audit.reads import log_read
from rjcase.documents.models import Document
from rjcase.documents.policies import DOWNLOAD


class Download(Page):
    """The PDF, to whoever may see the file it hangs from; the read is logged first.

    Always a download, never shown inside our own pages; nothing of it stays in a cache. The name
    says the case and the kind, which anybody looking over a shoulder may read.
    """

    permission = DOWNLOAD
    document: Document

    def load(self) -> None:
        found = Document.objects.select_related("file__case").defer(None)
        self.document = get_object_or_404(found, pk=self.kwargs["document"])
        log_read("document", [self.document.file_id])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = self.document
        reference = document.file.case.reference
        response = HttpResponse(bytes(document.content), content_type="application/pdf")
        response["Content-Disposition"] = (
            f'attachment; filename="{reference}-{document.kind.replace("_", "-")}.pdf"'
        )
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
