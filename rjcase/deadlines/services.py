"""Opening, meeting and waiving deadlines."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline, DeadlineRule
from rjcase.kernel.clock import local_date, now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.workingdays import Unit, due


def due_date(kind: str, started_on: date) -> date:
    """Return when a kind of deadline that starts on a date falls due, by the scheme's own length."""
    default = KINDS[kind]
    rule = DeadlineRule.objects.filter(kind=kind).first()
    amount, unit = (rule.amount, Unit(rule.unit)) if rule else (default.amount, default.unit)
    return due(started_on, amount, unit)


def open_deadline(
    kind: str,
    case: Any,
    *,
    started_on: date | None = None,
    due_on: date | None = None,
    due_at: datetime | None = None,
    file: Any = None,
    subject: UUID | None = None,
    label: str = "",
    owner: Any = None,
) -> Deadline:
    """Open a deadline for a case, or return the one already running for the same thing.

    ``due_on`` is for kinds whose date is agreed, ``due_at`` for clocks in hours; otherwise the clock
    runs from ``started_on`` (today if not given). ``case`` is None for what belongs to no case.
    ``label`` says which of several, and must hold no personal data: it stands in lists. Reminders say
    the kind alone.
    """
    started = started_on or today()
    found = Deadline.objects.running().filter(case=case, kind=kind, subject=subject).first()
    if found:
        return found
    return Deadline.objects.create(
        case=case,
        kind=kind,
        file=file,
        subject=subject,
        label=label,
        owner=owner,
        started_on=started,
        due_on=local_date(due_at) if due_at else due_on or due_date(kind, started),
        due_at=due_at,
    )


def meet_deadline(kind: str, case: Any, *, on: date | None = None, subject: UUID | None = None) -> int:
    """Mark the running deadline of a kind as met on a date (today if not given); returns how many."""
    running = Deadline.objects.running().filter(case=case, kind=kind)
    if subject is not None:
        running = running.filter(subject=subject)
    return running.update(met_on=on or today())


def waive_deadline(deadline: Deadline, actor: Any, *, reason: str) -> None:
    """Set a deadline aside with a reason; it stays in the figures as waived.

    Raises AlreadyDone if somebody met it or set it aside first, NotAllowed without the permission.
    """
    if not actor.may("deadlines.waive"):
        raise NotAllowed(_("Only a manager sets a deadline aside."))
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    changed = (
        Deadline.objects.running()
        .filter(pk=deadline.pk)
        .update(waived_at=now(), waived_by=actor.user, waived_reason=reason.strip())
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has dealt with this deadline in the meantime."))
