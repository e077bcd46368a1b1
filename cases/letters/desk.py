"""What waits on the Desk: letters to post, one side at a time, and messages that did not go out."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.desk import Queue, Row
from cases.links import case_url
from cases.models.case import Side
from rjcase.documents.models import Document
from rjcase.kernel.clock import local_date
from rjcase.notifications.selectors import outbox

_SHOWN = 10
Found = tuple[int, Sequence[Row]]


def letters_to_post(side: Side, actor: Any) -> Found:
    """Letters of one side that were made and not posted. Sides never stand in one batch (WTE-7.10-04)."""
    waiting = Document.objects.filter(
        kind=Document.Kind.LETTER, medium=Document.Medium.POST, dispatches=None, file__side=side
    )
    oldest = waiting.select_related("file__case__scheme").order_by("made_at", "pk")[:_SHOWN]
    return waiting.count(), [
        Row(
            text=document.file.case.reference,
            url=case_url("cases:letters", document.file.case, file=document.file),
            since=local_date(document.made_at),
            action=_("Print and post"),
            side=side,
        )
        for document in oldest
    ]


def failed_messages(actor: Any) -> Found:
    """Messages to colleagues that failed, or that perhaps went out and perhaps not."""
    waiting = outbox("attention")
    oldest = waiting.select_related("case__scheme").exclude(case=None).order_by("written_at", "pk")[:_SHOWN]
    return waiting.count(), [
        Row(
            text=message.case.reference,
            url=case_url("cases:case", message.case),
            since=local_date(message.written_at),
            action=_("Look into it"),
        )
        for message in oldest
        if message.case is not None
    ]


def _of(side: Side) -> Callable[[Any], Found]:
    return partial(letters_to_post, side)


QUEUES = (
    Queue("letters_harmed", gettext_lazy("Letters to post: harmed side"), 50, _of(Side.HARMED)),
    Queue(
        "letters_responsible", gettext_lazy("Letters to post: responsible side"), 51, _of(Side.RESPONSIBLE)
    ),
    Queue(
        "messages",
        gettext_lazy("Messages that need a person"),
        95,
        failed_messages,
        "notifications:outbox",
    ),
)
