"""What is due, through the walls: a deadline of a file is there for those who may see that file."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today

SOON = timedelta(days=7)
WINDOWS = ("late", "soon", "later")


@dataclass(frozen=True)
class Due:
    """A deadline as a line of the list."""

    deadline: Deadline
    what: str | Promise
    reference: str
    side: str
    whose: str
    is_late: bool


def running(window: str = "", kind: str = "") -> QuerySet[Deadline]:
    """Deadlines neither met nor waived, the most urgent first; ``window``: late, soon, later, "" for all."""
    day = today()
    rows = Deadline.objects.running()
    if window == "late":
        rows = rows.filter(due_on__lt=day)
    elif window == "soon":
        rows = rows.filter(due_on__gte=day, due_on__lte=day + SOON)
    elif window == "later":
        rows = rows.filter(due_on__gt=day + SOON)
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    return rows.select_related("case", "file__party", "owner").order_by("due_on", "pk")


def counts() -> dict[str, int]:
    """How many are late, due within seven days, and due later."""
    return {window: running(window).count() for window in WINDOWS}


def what_of(deadline: Deadline) -> str | Promise:
    """What is due, in the words of its kind, and which one where there are several."""
    known = KINDS.get(deadline.kind)
    words = known.label if known else deadline.kind
    if deadline.label:
        return _("%(what)s: %(label)s") % {"what": words, "label": deadline.label}
    return words


def line(deadline: Deadline) -> Due:
    """Turn a deadline into a line; reads nothing that ``running`` has not read."""
    file: Any = deadline.file
    return Due(
        deadline=deadline,
        what=what_of(deadline),
        reference=deadline.case.reference if deadline.case else "",
        side=file.side if file is not None else "",
        whose=str(file) if file is not None else "",
        is_late=deadline.is_late,
    )
