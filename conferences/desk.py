"""The queue of the Desk: feedback that is still to be asked for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.desk import Queue, Row
from cases.links import case_url
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today

_SHOWN = 20  # rows shown at once


def feedback_due(actor: Any) -> tuple[int, Sequence[Row]]:
    """How much feedback is owed, and what falls due first (WTE-6.7-02)."""
    waiting = Deadline.objects.running().filter(kind="feedback", file__isnull=False)
    first = waiting.select_related("case__scheme", "file__party").order_by("due_on", "pk")[:_SHOWN]
    rows = [
        Row(
            text=_("%(reference)s, %(party)s: feedback")
            % {"reference": row.case.reference, "party": row.file},
            url=case_url("conferences:feedback", row.case, file=row.file_id),
            since=row.started_on,
            action=_("Record feedback"),
            side=row.file.side if row.file else "",
            is_late=row.due_on < today(),
        )
        for row in first
    ]
    return waiting.count(), rows


FEEDBACK_DUE = Queue("feedback-due", gettext_lazy("Feedback due"), 70, feedback_due)
