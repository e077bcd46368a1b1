"""Beginning, holding, finishing, cancelling and completing a process."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, File, StageChange
from cases.models.case import Side, Stage
from cases.services.perform import perform
from conferences.models import Attendance, DeliveredMessage, Message, Participant, Process
from conferences.selectors import held_processes, open_processes, participant_files
from conferences.services.locks import (
    lock_case,
    lock_open_process,
    lock_running_process,
    move,
    require_gates,
    stage_of,
)
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import local_date, now
from rjcase.kernel.errors import AlreadyDone, DomainError

State = Process.State


def begin_process(*, actor: Any, process: Process, happened_on: date | None = None) -> Process:
    """Go ahead with a planned process once every gate is open for those who take part.

    The first one moves the case on from ready; a further one is asked the same.
    Raises DomainError naming what is missing, AlreadyDone if it has begun.
    """
    process = lock_open_process(process)
    if process.begun_at is not None:
        raise AlreadyDone(_("This has begun already. Nothing was changed."))
    files = participant_files([process])
    if stage_of(process.case) == Stage.IN_PROCESS:
        if process.is_meeting and process.starts_at is None:
            raise DomainError(_("Enter the date, time and place of the meeting"))
        require_gates(process.case, actor, files)
    else:
        perform(
            "begin_process",
            process.case,
            actor,
            happened_on=happened_on,
            process=process,
            participants=files,
        )
    return move(process, State.RUNNING, actor, begun_at=now(), happened_on=happened_on)


def hold_conference(
    *,
    actor: Any,
    process: Process,
    held_at: datetime,
    ended_at: datetime,
    came: Collection[File],
) -> Process:
    """Record a meeting as held: from when to when, and who came.

    Everyone who came passes the gates again, their consent as it stood when it began: a withdrawal
    since then cannot undo what was held. Each is owed a call for feedback within the scheme's time
    (WTE-6.7-02). Raises DomainError naming what is missing.
    """
    process = lock_running_process(process)
    if not process.is_meeting:
        raise DomainError(_("An exchange is finished once its messages are settled, not held."))
    if ended_at <= held_at:
        raise DomainError(_("The end must be after the start"))
    present = {file.pk for file in came}
    files = [file for file in participant_files([process]) if file.pk in present]
    if not {Side.HARMED, Side.RESPONSIBLE} <= {file.side for file in files}:
        raise DomainError(_("It was not held unless somebody came from each side: postpone or cancel it"))
    require_gates(process.case, actor, files, as_of=held_at)
    for row in Participant.objects.filter(process=process):
        Attendance.objects.create(
            joint_id=process.joint_id,
            process=process,
            participant=row,
            came=row.file_id in present,
            by=actor.user,
        )
    day = local_date(held_at)
    move(process, State.HELD, actor, held_at=held_at, ended_at=ended_at, happened_on=day)
    _seek_feedback(process, files, held_at)
    return process


def finish_exchange(*, actor: Any, process: Process) -> Process:
    """End an exchange whose messages are all delivered or withheld, at least one delivered."""
    process = lock_running_process(process)
    if process.is_meeting:
        raise DomainError(_("A meeting is recorded as held, not finished."))
    if Message.objects.filter(process=process, state__in=Message.OPEN).exists():
        raise DomainError(_("Deliver or withhold every message first"))
    deliveries = list(DeliveredMessage.objects.filter(process=process).order_by("delivered_at"))
    if not deliveries:
        raise DomainError(_("Nothing was delivered: cancel the exchange instead"))
    first, last = deliveries[0].delivered_at, deliveries[-1].delivered_at
    move(process, State.HELD, actor, held_at=first, ended_at=last, happened_on=local_date(last))
    _seek_feedback(process, participant_files([process]), last)
    return process


def _seek_feedback(process: Process, files: Collection[File], ended_at: datetime) -> None:
    for file in files:
        open_deadline(
            "feedback",
            process.case,
            started_on=local_date(ended_at),
            file=file,
            subject=file.pk,
            label=_("Feedback: %(party)s") % {"party": file},
        )


def cancel_process(*, actor: Any, process: Process, reason: str) -> Process:
    """Cancel a process with its reason; when nothing else goes ahead, the case is prepared again."""
    process = lock_open_process(process)
    _require(reason)
    move(process, State.CANCELLED, actor, reason=reason)
    case = process.case
    is_last = not open_processes(case).exists() and not held_processes(case).exists()
    if is_last and stage_of(case) == Stage.IN_PROCESS:
        perform("abandon_process", case, actor, note=reason)
    return process


def abandon_process(*, actor: Any, case: Case, reason: str) -> StageChange:
    """Give up what was under way, with the reason, and go back to preparing."""
    case = lock_case(case)
    _require(reason)
    change = perform("abandon_process", case, actor, note=reason)
    for process in open_processes(case).select_for_update(of=("self",)):
        move(process, State.CANCELLED, actor, reason=reason)
    return change


def cancel_open(*, actor: Any, case: Case, reason: str) -> None:
    """Cancel whatever is neither held nor cancelled, because the case has ended."""
    for process in open_processes(case).select_for_update(of=("self",)):
        move(process, State.CANCELLED, actor, reason=reason)


def complete_process(*, actor: Any, case: Case, happened_on: date | None = None) -> StageChange:
    """Go on to follow-up: everything is held or cancelled and every write-up is signed."""
    return perform("complete_process", lock_case(case), actor, happened_on=happened_on)


def _require(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
