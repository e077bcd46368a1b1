"""Opening a meeting or an exchange with its joint file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from cases.models import Case, File, JointShare
from cases.models.case import Side, Stage
from cases.selectors import accepted_allocations
from conferences.models import Arrangements, Attendee, Participant, Process, ProcessChange
from conferences.selectors import open_processes
from conferences.services.locks import lock_case, stage_of
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.ids import uuid7

_WHEN = (Stage.PREPARING, Stage.READY, Stage.IN_PROCESS)


def open_process(
    *, actor: Any, case: Case, kind: str, files: Sequence[File], why_indirect: str = ""
) -> Process:
    """Open a process of a kind (code list process_kind) for some parties of a case.

    Opens its joint file, names who takes part and gives each of their files the plan. Sending the
    same form twice opens one. Raises DomainError unless both sides are there, AlreadyDone when a
    colleague has opened the same.
    """
    case = lock_case(case)
    if stage_of(case) not in _WHEN:
        raise DomainError(_("A meeting or exchange is planned while the case is being prepared or is ready."))
    chosen = list(
        File.objects.filter(case=case, kind=File.Kind.PARTY, pk__in=[file.pk for file in files])
        .select_related("party")
        .order_by("opened_at", "pk")
    )
    _require_both_sides(chosen)
    twin = _twin(case, kind, chosen)
    if twin is not None:
        if twin.opened_by_id == actor.pk:
            return twin
        raise AlreadyDone(_("A colleague has opened this with the same people already."))
    return _create(actor, case, kind, chosen, why_indirect)


def _require_both_sides(files: Iterable[File]) -> None:
    sides = {file.side for file in files}
    if not {Side.HARMED, Side.RESPONSIBLE} <= sides:
        raise DomainError(_("Select at least one person from each side"))


def _twin(case: Case, kind: str, files: Sequence[File]) -> Process | None:
    """An open process of the same kind with the same people."""
    wanted = {file.pk for file in files}
    for process in open_processes(case).filter(kind=kind):
        if set(Participant.objects.filter(process=process).values_list("file_id", flat=True)) == wanted:
            return process
    return None


def _create(actor: Any, case: Case, kind: str, files: Sequence[File], why_indirect: str) -> Process:
    joint = _open_joint(case)
    form = Process.Form(codelist("process_kind").map(kind, "process_form"))
    process = Process.objects.create(case=case, joint_id=joint, form=form, kind=kind, opened_by=actor.user)
    ProcessChange.objects.create(joint_id=joint, process=process, to_state=process.state, by=actor.user)
    Arrangements.objects.create(
        joint_id=joint,
        process=process,
        why_indirect=why_indirect if form == Process.Form.INDIRECT else "",
    )
    for file in files:
        Participant.objects.create(joint_id=joint, process=process, party=file.party, file=file)
        JointShare.objects.create(joint_id=joint, file=file, part=JointShare.Part.PLAN)
    for allocation in accepted_allocations(case):
        Attendee.objects.create(
            joint_id=joint,
            process=process,
            role=Attendee.Role.FACILITATOR if allocation.is_lead else Attendee.Role.CO_FACILITATOR,
            name=str(allocation.user),
            agreed=True,
        )
    return process


def _open_joint(case: Case) -> Any:
    """Open a joint file; the database decides who may. Raises NotAllowed."""
    joint = uuid7()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select open_joint(%s, %s)", [joint, case.pk])
    except DatabaseError as refused:
        raise NotAllowed(_("You may not do this.")) from refused
    return joint
