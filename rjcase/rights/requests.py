"""Requests of people about their own data, each with its clock of one month (UK GDPR, article 12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rjcase.access.actors import Actor
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.workingdays import Unit, due
from rjcase.rights.models import RequestFile, RightsRequest
from rjcase.rights.policies import RIGHTS

CLOCK = "rights_request"
LONGEST_MONTHS = 3  # one, and two more where the request is complex


def receive_request(
    file: Any,
    *,
    actor: Actor,
    request_id: UUID,
    kind: str,
    received_on: date,
    identity_how: str,
    details: str = "",
) -> RightsRequest:
    """Record a request and start its clock from the day it came; sent twice, it is one."""
    _check(actor)
    found = RightsRequest.objects.filter(pk=request_id, file=file).first()
    if found:
        return found
    made = RightsRequest.objects.create(
        pk=request_id,
        file=file,
        kind=kind,
        received_on=received_on,
        identity_how=identity_how,
        details=details,
        by=actor.user,
    )
    RequestFile.objects.create(request=made, file=file)
    open_deadline(CLOCK, file.case, file=file, started_on=received_on, subject=made.pk, owner=actor.user)
    return made


def extend_request(request: RightsRequest, *, actor: Actor, reason: str) -> date:
    """Give a complex request two months more, once, with the reason; returns the new date.

    Raises DomainError once the first month is over: the person must have been told within it.
    """
    _check(actor)
    row = _open(request)
    clock = clock_of(row)
    if row.extended_on:
        raise AlreadyDone(_("More time was taken already."))
    if clock is None or clock.due_on < today():
        raise DomainError(_("More time can only be taken within the first month"))
    until = due(row.received_on, LONGEST_MONTHS, Unit.MONTHS)
    row.extended_on, row.extended_reason = today(), reason
    row.save(update_fields=["extended_on", "extended_reason"])
    Deadline.objects.running().filter(pk=clock.pk).update(due_on=until)
    return until


def answer_request(
    request: RightsRequest, *, actor: Actor, state: str, answered_on: date, answer: str
) -> RightsRequest:
    """Record what was done and why; meets the clock. A refusal or a part needs its reason."""
    _check(actor)
    row = _open(request)
    if state != RightsRequest.State.GRANTED and not answer.strip():
        raise DomainError(_("Enter why not all of it was done"))
    if answered_on < row.received_on:
        raise DomainError(_("The answer must be on or after the day the request came"))
    row.state, row.answered_on, row.answer = state, answered_on, answer
    row.save(update_fields=["state", "answered_on", "answer"])
    meet_deadline(CLOCK, row.file.case, on=answered_on, subject=row.pk)
    return row


def choose_files(request: RightsRequest, files: Iterable[Any], *, actor: Actor) -> None:
    """Say which other files are of the same person; the file the request came in about stays."""
    _check(actor)
    row = _open(request)
    wanted = {getattr(file, "pk", file) for file in files} | {row.file_id}
    RequestFile.objects.filter(request=row).exclude(file__in=wanted).delete()
    held = set(RequestFile.objects.filter(request=row).values_list("file_id", flat=True))
    RequestFile.objects.bulk_create([RequestFile(request=row, file_id=key) for key in sorted(wanted - held)])


def clock_of(request: RightsRequest) -> Deadline | None:
    """The deadline of a request, running or met; None for those who may not see it."""
    return Deadline.objects.filter(kind=CLOCK, subject=request.pk).order_by("-recorded_at").first()


def _open(request: RightsRequest) -> RightsRequest:
    rows: Any = RightsRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk)
    row: RightsRequest = rows.select_related("file__case").get()
    if row.state != RightsRequest.State.OPEN:
        raise AlreadyDone(_("This request has been answered already."))
    return row


def _check(actor: Actor) -> None:
    if not actor.may(RIGHTS):
        raise NotAllowed(_("Only the RJ office works on requests about personal data."))
