"""What waits on the Desk: breaches with a running clock, complaints without an answer, papers not back."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.desk import Queue, Row
from cases.links import case_url
from rjcase.assurance.models import PapersOut
from rjcase.assurance.policies import EDIT_SECURITY
from rjcase.assurance.selectors import complaints, papers_out, security_documents
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today

_SHOWN = 10
Found = tuple[int, Sequence[Row]]


def breaches_to_decide(actor: Any) -> Found:
    """Breaches whose clock of 72 hours runs."""
    running = Deadline.objects.running().filter(kind="breach")
    first = running.select_related("scheme").order_by("due_at")[:_SHOWN]
    return running.count(), [
        Row(
            text=_("Data breach"),
            url=reverse("assurance:breach", kwargs={"scheme": row.scheme.slug, "breach": row.subject}),
            since=row.started_on,
            action=_("Decide"),
            is_late=row.is_late,
        )
        for row in first
    ]


def complaints_to_answer(actor: Any) -> Found:
    """Data protection complaints without an answer."""
    waiting = complaints().filter(answered_on=None)
    return waiting.count(), [
        Row(
            text=row.file.case.reference,
            url=case_url("assurance:file", row.file.case, file=row.file),
            since=row.received_on,
            action=_("Answer"),
            side=row.file.side,
        )
        for row in waiting.select_related("file__case__scheme")[:_SHOWN]
    ]


def papers_overdue(actor: Any) -> Found:
    """Papers that should be back in the office."""
    late = papers_out().filter(returned_at=None, is_lost=False, due_back_on__lt=today())
    return late.count(), [_paper(row) for row in late.select_related("file__case__scheme")[:_SHOWN]]


def security_to_review(actor: Any) -> Found:
    """Documents about the security of the system that are past the day of their review."""
    late = security_documents().filter(is_held=True, review_on__lt=today())
    return late.count(), [
        Row(
            text=row.title,
            url=reverse("assurance:change_security", kwargs={"scheme": row.scheme.slug, "secured": row.pk}),
            since=row.review_on,
            action=_("Review"),
            is_late=True,
        )
        for row in late.select_related("scheme")[:_SHOWN]
    ]


def _paper(row: PapersOut) -> Row:
    return Row(
        text=_("%(reference)s, with %(who)s") % {"reference": row.file.case.reference, "who": row.taken_by},
        url=case_url("assurance:case_papers", row.file.case),
        since=row.due_back_on,
        action=_("Ask for them"),
        side=row.file.side if row.file.side in ("harmed", "responsible") else "",
        is_late=True,
    )


QUEUES = (
    Queue(
        "breaches", gettext_lazy("Data breaches to decide on"), 4, breaches_to_decide, "assurance:breaches"
    ),
    Queue(
        "data_complaints",
        gettext_lazy("Data protection complaints to answer"),
        70,
        complaints_to_answer,
        "assurance:complaints",
    ),
    Queue("papers_out", gettext_lazy("Papers not back yet"), 71, papers_overdue, "assurance:papers"),
    Queue(
        "security_documents",
        gettext_lazy("Security documents to review"),
        72,
        security_to_review,
        "assurance:security",
        EDIT_SECURITY,
    ),
)
