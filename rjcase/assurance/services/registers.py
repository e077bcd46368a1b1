"""Complaints about personal data, and papers outside the office."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import File
from cases.selectors import may_change
from rjcase.assurance.models import DataComplaint, PapersOut
from rjcase.assurance.policies import COMPLAINTS, PAPERS, REGISTERS
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import local_date, now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

COMPLAINT_CLOCK = "data_complaint"
PAPERS_CLOCK = "papers_out"


def record_complaint(
    file: File, *, actor: Any, complaint_id: UUID, about: str, text: str, received_on: date
) -> DataComplaint:
    """Keep a complaint in the file of whoever makes it, and start the clock of its answer.

    ``complaint_id`` comes from the form: sending it twice keeps it once.
    """
    if not actor.may(COMPLAINTS) or not may_change(actor, file):
        raise NotAllowed(_("You may not change this file."))
    known = DataComplaint.objects.filter(pk=complaint_id, file=file).first()
    if known is not None:
        return known
    if received_on > today():
        raise DomainError(_("The day it was received must be today or in the past"))
    row = DataComplaint.objects.create(
        pk=complaint_id, file=file, about=about, text=text.strip(), received_on=received_on, by=actor.user
    )
    open_deadline(COMPLAINT_CLOCK, file.case, started_on=received_on, file=file, subject=row.pk)
    return row


def answer_complaint(
    row: DataComplaint,
    *,
    actor: Any,
    acknowledged_on: date,
    answered_on: date | None,
    outcome: str = "",
    answer: str = "",
    lessons: str = "",
    told_of_regulator: bool = False,
) -> None:
    """Record that a complaint was acknowledged, and, once it was, how it was answered.

    An answer names its outcome and says that they can go to the regulator; then the clock stops.
    Raises AlreadyDone once it is answered.
    """
    if not actor.may(REGISTERS):
        raise NotAllowed(_("Only the office answers a complaint."))
    if acknowledged_on < row.received_on or acknowledged_on > today():
        raise DomainError(_("It must have been acknowledged between the day it came and today"))
    if answered_on is not None:
        if answered_on < acknowledged_on or answered_on > today():
            raise DomainError(_("It must have been answered after it was acknowledged, and not after today"))
        if not outcome or not answer.strip():
            raise DomainError(_("Enter the outcome and what you answered"))
        if not told_of_regulator:
            raise DomainError(_("The answer must say that they can go to the regulator"))
    changed = DataComplaint.objects.filter(pk=row.pk, answered_on=None).update(
        acknowledged_on=acknowledged_on,
        answered_on=answered_on,
        outcome=outcome,
        answer=answer.strip(),
        lessons=lessons.strip(),
        told_of_regulator=told_of_regulator,
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has answered this in the meantime. Nothing was changed."))
    if answered_on is not None:
        meet_deadline(COMPLAINT_CLOCK, row.file.case, on=answered_on, subject=row.pk)


def take_out(
    file: File,
    *,
    actor: Any,
    paper_id: UUID,
    what: str,
    risk: str,
    care: str,
    taken_at: datetime,
    due_back_on: date,
) -> PapersOut:
    """Note that papers of a file leave the office, with the person who takes them (WTE-7.10-03).

    Whoever took them is reminded before the day they should be back, and once it has passed.
    """
    if not actor.may(PAPERS) or not may_change(actor, file):
        raise NotAllowed(_("You may not take papers of this file."))
    known = PapersOut.objects.filter(pk=paper_id, file=file).first()
    if known is not None:
        return known
    if due_back_on < local_date(taken_at):
        raise DomainError(_("They must be back on or after the day they are taken"))
    row = PapersOut.objects.create(
        pk=paper_id,
        file=file,
        what=what.strip(),
        risk=risk,
        care=care.strip(),
        taken_by=actor.user,
        taken_at=taken_at,
        due_back_on=due_back_on,
    )
    open_deadline(
        PAPERS_CLOCK,
        file.case,
        started_on=local_date(taken_at),
        due_on=due_back_on,
        file=file,
        subject=row.pk,
        owner=actor.user,
    )
    return row


def bring_back(row: PapersOut, *, actor: Any, at: datetime, is_lost: bool, note: str) -> None:
    """Note that papers are back, or that they are lost. Raises AlreadyDone if somebody noted it first."""
    if not actor.may(PAPERS) or not may_change(actor, row.file):
        raise NotAllowed(_("You may not change this file."))
    if at > now() or at < row.taken_at:
        raise DomainError(_("The date and time must be after they were taken, and in the past"))
    if is_lost and not note.strip():
        raise DomainError(_("Enter what is known of the loss"))
    changed = PapersOut.objects.filter(pk=row.pk, returned_at=None, is_lost=False).update(
        returned_at=None if is_lost else at, is_lost=is_lost, note=note.strip(), closed_by=actor.user
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has recorded this in the meantime. Nothing was changed."))
    meet_deadline(PAPERS_CLOCK, row.file.case, on=local_date(at), subject=row.pk)
