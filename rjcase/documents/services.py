"""Making documents for a file."""

from collections.abc import Callable
from typing import Any

from rjcase.access.labels import in_document
from rjcase.documents.models import Document
from rjcase.documents.pdf import render_pdf
from rjcase.tenancy import OutsideScheme, acting, current
from rjcase.tenancy.models import Scheme


def make_document(
    *,
    template: str,
    file: Any,
    actor: Any,
    context: Callable[[], dict[str, Any]],
    kind: str,
    title: str,
    medium: str = Document.Medium.POST,
) -> Document:
    """Make a PDF for a file, keep it there and return it; the same content again returns the same row.

    ``context`` is called, and the template rendered, in a context narrowed to the one file: what
    neither the file holds nor a joint file shared with it cannot be reached, so it cannot leak.
    ``title`` must hold no personal data. Raises OutsideScheme where no scheme is open, and
    DomainError from ``context`` where the document must not be made.
    """
    opened = current()
    if opened is None or opened.scheme is None:
        raise OutsideScheme("A document is made inside `with acting(scheme, actor)`.")
    scheme = Scheme.objects.get(pk=opened.scheme)
    with acting(scheme, actor, only_file=file), in_document(kind):
        facts = {"scheme": scheme, "file": file} | context()
        made = render_pdf(template, facts, title=title, author=scheme.name)
        document, _ = Document.objects.get_or_create(
            scheme_id=scheme.pk,
            file_id=file.pk,
            sha256=made.sha256,
            defaults={
                "kind": kind,
                "title": title,
                "medium": medium,
                "template": made.template,
                "template_version": made.template_version,
                "content": made.content,
                "pages": made.pages,
                "made_by_id": actor.pk,
            },
        )
    return document
