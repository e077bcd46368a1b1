"""Planning: date and place, who else is there, how each arrives, custody, postponing."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import File
from conferences.models import Arrangements, Arrival, Attendee, Participant, Process
from conferences.services.locks import lock_open_process, move
from rjcase.kernel.errors import DomainError, NotAllowed

State = Process.State


def plan_process(
    *,
    actor: Any,
    process: Process,
    starts_at: datetime | None = None,
    place: str = "",
    is_video: bool = False,
    running_order: str = "",
) -> Process:
    """Set when and where, and the running order; a postponed meeting with a new date goes ahead again.

    All of it may be shown to everyone who takes part.
    """
    process = lock_open_process(process)
    new: dict[str, Any] = {
        "starts_at": starts_at,
        "place": place,
        "is_video": is_video,
        "running_order": running_order,
    }
    if process.state == State.POSTPONED and starts_at is not None:
        return move(process, State.RUNNING if process.begun_at else State.PLANNED, actor, **new)
    Process.objects.filter(pk=process.pk).update(**new)
    return process


def postpone_process(
    *, actor: Any, process: Process, reason: str, starts_at: datetime | None = None
) -> Process:
    """Put a meeting off, to a new date or until one is found; the reason is shared with nobody."""
    process = lock_open_process(process)
    if not process.is_meeting:
        raise DomainError(_("Only a meeting has a date that can be put off."))
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    if starts_at is not None:
        state = State.RUNNING if process.begun_at else State.PLANNED
    else:
        state = State.POSTPONED
    return move(process, state, actor, reason=reason, starts_at=starts_at)


def add_attendee(
    *, actor: Any, process: Process, role: str, name: str, organisation: str = "", agreed: bool = False
) -> Attendee:
    """Name somebody who is there for their work. Everyone taking part is shown this."""
    process = lock_open_process(process)
    found, _made = Attendee.objects.get_or_create(
        joint_id=process.joint_id,
        process=process,
        role=role,
        name=name,
        defaults={"organisation": organisation, "agreed": agreed},
    )
    return found


def remove_attendee(*, actor: Any, process: Process, attendee: Attendee) -> None:
    """Take somebody off the list; doing it twice is harmless."""
    process = lock_open_process(process)
    Attendee.objects.filter(process=process, pk=attendee.pk).delete()


def plan_arrival(*, actor: Any, process: Process, file: File, **details: Any) -> Arrival:
    """Write into a participant's own file how they arrive and where they wait (WTE-6.6-06)."""
    process = lock_open_process(process)
    if not Participant.objects.filter(process=process, file=file).exists():
        raise NotAllowed(_("You may not do this."))
    arrival, _made = Arrival.objects.update_or_create(process=process, file=file, defaults=details)
    return arrival


def plan_custody(*, actor: Any, process: Process, **details: Any) -> Arrangements:
    """Keep the arrangements with a prison or other establishment (NOMS-06-1 to NOMS-06-4)."""
    process = lock_open_process(process)
    row, _made = Arrangements.objects.update_or_create(
        process=process, defaults={"joint_id": process.joint_id, **details}
    )
    return row
