"""Reads of meetings and exchanges. All go through the walls.

Rows of a plan may be seen without the joint file they hang from (they are shared with a party), so
nothing here joins the joint file.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Case, File, Identity
from cases.selectors import case_files, party_files
from conferences.models import (
    Arrangements,
    Arrival,
    Attendance,
    Attendee,
    Feedback,
    Participant,
    Process,
    WriteUp,
)
from rjcase.kernel.once import once


def processes_of(case: Case) -> QuerySet[Process]:
    """The processes of a case that the actor may see, oldest first."""
    return Process.objects.filter(case=case).order_by("recorded_at", "pk")


@once
def processes_in(case: Case) -> list[Process]:
    """The processes of ``processes_of``, read."""
    return list(processes_of(case))


@once
def participants_in(case: Case) -> list[Participant]:
    """Who takes part in any process of a case, with their parties."""
    ids = [process.pk for process in processes_in(case)]
    return list(Participant.objects.filter(process__in=ids).select_related("party")) if ids else []


def taking_part(case: Case, processes: Iterable[Process]) -> list[File]:
    """The party files of everyone who takes part in these processes of a case, oldest first."""
    wanted = {process.pk for process in processes}
    files = {row.file_id for row in participants_in(case) if row.process_id in wanted}
    return [file for file in case_files(case).values() if file.pk in files]


def open_processes(case: Case) -> QuerySet[Process]:
    """Those neither held nor cancelled."""
    return processes_of(case).filter(state__in=Process.OPEN)


def held_processes(case: Case) -> QuerySet[Process]:
    """Those that were held; for an exchange: whose messages are all delivered or withheld."""
    return processes_of(case).filter(state=Process.State.HELD)


def unsigned(case: Case) -> list[Process]:
    """What was held and has no signed write-up."""
    held = [process for process in processes_in(case) if process.state == Process.State.HELD]
    if not held:
        return []
    signed = WriteUp.objects.exclude(signed_on=None).filter(process__in=[process.pk for process in held])
    done = set(signed.values_list("process_id", flat=True))
    return [process for process in held if process.pk not in done]


def get_process(case: Case, pk: UUID) -> Process | None:
    """One process of a case, or None."""
    return processes_of(case).filter(pk=pk).first()


def participants_of(process: Process) -> list[Participant]:
    """Who takes part, with their parties; harmed side first."""
    rows = Participant.objects.filter(process=process).select_related("party")
    return sorted(rows, key=lambda row: (row.party.side, row.party.role, row.party.number))


def participant_files(processes: Iterable[Process]) -> list[File]:
    """The party files of everyone who takes part in any of the processes."""
    rows = Participant.objects.filter(process__in=list(processes)).values("file_id")
    return list(File.objects.filter(pk__in=rows).select_related("party").order_by("opened_at", "pk"))


def attendees_of(process: Process) -> QuerySet[Attendee]:
    """Who is there for their work."""
    return Attendee.objects.filter(process=process).order_by("recorded_at", "pk")


def arrangements_of(process: Process) -> Arrangements | None:
    """Custody and other arrangements; None for those who do not work both sides."""
    return Arrangements.objects.filter(process=process).first()


def arrival_of(process: Process, file: File | UUID) -> Arrival | None:
    """How one participant arrives, or None if nothing was written yet."""
    return Arrival.objects.filter(process=process, file_id=getattr(file, "pk", file)).first()


def write_up_of(process: Process) -> WriteUp | None:
    """The write-up, signed or not."""
    return WriteUp.objects.filter(process=process).first()


def feedback_of(file: File) -> QuerySet[Feedback]:
    """A party's feedback, newest first."""
    return Feedback.objects.filter(file=file).select_related("process", "by").order_by("-happened_on", "-pk")


def took_part_in(file: File) -> list[Process]:
    """What was held with this party among the participants, oldest first."""
    rows = Participant.objects.filter(file=file).values("process_id")
    return list(Process.objects.filter(state=Process.State.HELD, pk__in=rows).order_by("held_at"))


def awaiting_feedback(file: File) -> list[Process]:
    """Those that this party has not been asked about yet."""
    asked = set(Feedback.objects.filter(file=file).values_list("process_id", flat=True))
    return [process for process in took_part_in(file) if process.pk not in asked]


def names_in(files: Iterable[File]) -> dict[Any, str]:
    """Names by file id, as far as the actor may see them; the caller logs the read."""
    rows = Identity.objects.filter(file__in=list(files))
    return {row.file_id: row.name for row in rows}


def may_take_part(case: Case) -> list[File]:
    """The party files of a case whose people can be asked to take part."""
    return party_files(case)


def attendance_of(process: Process) -> dict[Any, bool]:
    """Whether each participant came, by participant id; empty before it was held."""
    return dict(Attendance.objects.filter(process=process).values_list("participant_id", "came"))
