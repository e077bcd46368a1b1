"""What is on somebody's plate: late, due soon, offers, their cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.desk import Row
from cases.links import case_url
from cases.models import Allocation, Case, Progress
from cases.presenters import deadline_label
from cases.selectors import my_cases
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import local_date, today

SOON_DAYS = 7
_AT_MOST = 100
_A_QUEUE = 10  # rows of a queue that the Desk shows; its count says how many there are


@dataclass(frozen=True)
class Due:
    """One thing due: a case reference, what, by when; never a person's name."""

    reference: str
    url: str
    what: str
    due_on: date
    side: str


def due_lists(actor: Any, scheme: Any) -> tuple[list[Due], list[Due]]:
    """What is late and what is due in seven days, in the cases the actor works."""
    until = today() + timedelta(days=SOON_DAYS)
    running = Deadline.objects.running().filter(case__in=my_cases(actor).order_by(), due_on__lte=until)
    rows = running.select_related("case", "file__party").order_by("due_on", "pk")[:_AT_MOST]
    found = [_due(row, scheme) for row in rows]
    return [d for d in found if d.due_on < today()], [d for d in found if d.due_on >= today()]


def _due(row: Deadline, scheme: Any) -> Due:
    row.case.scheme = scheme
    return Due(
        reference=row.case.reference,
        url=case_url("cases:case", row.case),
        what=deadline_label(row),
        due_on=row.due_on,
        side=row.file.side if row.file and row.file.side in ("harmed", "responsible") else "",
    )


def offers_to(actor: Any) -> list[Allocation]:
    """Offers the actor has not answered, oldest first."""
    rows = Allocation.objects.filter(user_id=actor.pk, state=Allocation.State.OFFERED)
    return list(rows.order_by("offered_at"))


def unanswered_offers(actor: Any) -> tuple[int, Sequence[Row]]:
    """The Desk's queue of offers nobody has answered yet, oldest first."""
    rows = Allocation.objects.filter(state=Allocation.State.OFFERED)
    first = rows.select_related("case__scheme", "user").order_by("offered_at")[:_A_QUEUE]
    return rows.count(), [
        Row(
            text=_("%(case)s, offered to %(who)s") % {"case": row.case.reference, "who": row.user},
            url=case_url("cases:offer", row.case),
            since=local_date(row.offered_at),
            action=_("See the offer"),
        )
        for row in first
    ]


def waiting_for_offer(actor: Any) -> tuple[int, Sequence[Row]]:
    """The Desk's queue of eligible cases that nobody has been offered."""
    eligible = Progress.objects.filter(stage="eligible").values("case_id")
    asked = Allocation.objects.filter(state__in=("offered", "accepted")).values("case_id")
    cases = Case.objects.filter(pk__in=eligible).exclude(pk__in=asked)
    first = cases.select_related("scheme").order_by("received_on", "pk")[:_A_QUEUE]
    return cases.count(), [
        Row(
            text=case.reference,
            url=case_url("cases:offer", case),
            since=case.received_on,
            action=_("Offer the case"),
        )
        for case in first
    ]


def late_things(actor: Any) -> tuple[int, Sequence[Row]]:
    """The Desk's queue of everything late in the scheme, oldest first."""
    rows = Deadline.objects.running().filter(due_on__lt=today()).exclude(case=None)
    first = rows.select_related("case__scheme", "file").order_by("due_on")[:_A_QUEUE]
    return rows.count(), [
        Row(
            text=f"{row.case.reference}: {deadline_label(row)}",
            url=case_url("cases:case", row.case),
            since=row.due_on,
            side=row.file.side if row.file and row.file.side in ("harmed", "responsible") else "",
            is_late=True,
        )
        for row in first
    ]


def offer_url(offer: Allocation, scheme: Any) -> str:
    """Where an offer is answered."""
    return reverse("cases:offer_to_me", kwargs={"scheme": scheme.slug, "offer": offer.pk})


def oldest(rows: Iterable[Row]) -> date | None:
    """The date of the oldest thing waiting."""
    return min((row.since for row in rows if row.since), default=None)
