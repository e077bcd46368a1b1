"""What is written down afterwards: the write-up and the feedback."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import File
from conferences.models import Feedback, Participant, Process, WriteUp
from conferences.services.locks import lock_process
from rjcase.deadlines.services import meet_deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed


def save_write_up(
    *, actor: Any, process: Process, sign: bool, signed_on: date | None = None, **fields: Any
) -> WriteUp:
    """Keep the write-up of a process that was held; signing it closes it (WTE-7C-13).

    Raises AlreadyDone if it was signed, DomainError when it is signed with its outcome missing.
    """
    process = lock_process(process)
    if process.state != Process.State.HELD:
        raise DomainError(_("A write-up is made of something that was held."))
    row = WriteUp.objects.select_for_update(of=("self",)).filter(process=process).first()
    if row is not None and row.signed_on is not None:
        raise AlreadyDone(_("The write-up is signed already. Nothing was changed."))
    if sign and not fields.get("outcome"):
        raise DomainError(_("Select what came of it"))
    if row is None:
        row = WriteUp(joint_id=process.joint_id, process=process, by=actor.user)
    for name, value in fields.items():
        setattr(row, name, value)
    if sign:
        row.signed_by, row.signed_on = actor.user, signed_on or today()
    row.save()
    return row


def record_feedback(
    *,
    actor: Any,
    file: File,
    process: Process,
    happened_on: date,
    was_refused: bool = False,
    how: str = "",
    satisfaction: int | None = None,
    comments: str = "",
    would_recommend: bool | None = None,
) -> Feedback:
    """Keep what a participant said, or that they would rather not; either meets the deadline.

    Raises AlreadyDone if their feedback on this process was recorded before.
    """
    if File.objects.select_for_update(of=("self",)).filter(pk=file.pk).first() is None:
        raise NotAllowed(_("You may not do this."))
    if process.state != Process.State.HELD or not _took_part(process, file):
        raise DomainError(_("Feedback is about something this person took part in."))
    if Feedback.objects.filter(file=file, process=process).exists():
        raise AlreadyDone(_("Feedback on this was recorded in the meantime. Nothing was changed."))
    if not was_refused and satisfaction is None:
        raise DomainError(_("Select how satisfied they were"))
    row = Feedback.objects.create(
        file=file,
        process=process,
        happened_on=happened_on,
        was_refused=was_refused,
        how="" if was_refused else how,
        satisfaction=None if was_refused else satisfaction,
        comments=comments,
        would_recommend=None if was_refused else would_recommend,
        by=actor.user,
    )
    meet_deadline("feedback", process.case, on=happened_on, subject=file.pk)
    return row


def _took_part(process: Process, file: File) -> bool:
    return Participant.objects.filter(process=process, file=file).exists()
