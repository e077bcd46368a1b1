"""A letter that was posted: noted once, in the letter's row and in the contact log."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases import reach
from cases.models import Contact, File
from cases.selectors import current_contact
from cases.services.contacts import log_contact
from rjcase.access.actors import Actor
from rjcase.documents.models import Dispatch, Document
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError


@dataclass(frozen=True)
class Line:
    """A document of a file as a line of the list: posted when, or whether it waits to be."""

    document: Document
    posted_on: date | None
    waits: bool


def line(document: Document) -> Line:
    """Turn a document into a line; ``dispatches`` are prefetched."""
    posted = next((row.happened_on for row in document.dispatches.all()), None)
    by_post = document.kind == Document.Kind.LETTER and document.medium == Document.Medium.POST
    return Line(document, posted, waits=by_post and posted is None)


def stale(document: Document, file: File) -> bool:
    """Whether what is safe has changed since the letter was made, so that it must not be posted."""
    where = current_contact(file)
    return where is None or not reach.is_safe(file, "may_write") or where.recorded_at > document.made_at


def record_posted(document: Document, file: File, actor: Actor) -> Dispatch:
    """Say that a letter was posted today: the contact log gets its line, which meets what waits for it.

    Pressed twice it is noted once. Raises DomainError for a letter that must not go out any more.
    """
    File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    known = Dispatch.objects.filter(document=document).first()
    if known is not None:
        return known
    if stale(document, file):
        raise DomainError(
            _("How this person may be written to has changed since the letter was made. Make a new one.")
        )
    log_contact(
        file,
        actor=actor,
        happened_at=now(),
        method=Contact.Method.LETTER,
        direction=Contact.Direction.OUT,
        result=Contact.Result.SENT,
        note=document.title,
    )
    return Dispatch.objects.create(file=file, document=document, happened_on=today(), by_id=actor.pk)
