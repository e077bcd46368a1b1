"""Rows of a table of cases, in a number of queries that does not grow with the cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from cases import presenters
from cases.links import case_url
from cases.models import Allocation, Case, Contact, File, Identity, Progress
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import now, today
from rjcase.workflow import steps_from


@dataclass(frozen=True)
class Person:
    """Somebody's initials, and where a contact with them is logged."""

    initials: str
    file_id: UUID
    log_url: str

    def __str__(self) -> str:
        return self.initials


@dataclass
class CaseRow:
    """One case as a table shows it. Initials only, and only of files the reader holds."""

    case: Case
    url: str
    status: str
    offence: str
    next_step: str
    harmed: list[Person] = field(default_factory=list)
    responsible: list[Person] = field(default_factory=list)
    facilitators: list[str] = field(default_factory=list)
    due_on: date | None = None
    next_at: Any = None
    hits: list[File] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether its next clock has run out."""
        return self.due_on is not None and self.due_on < today()


def rows_of(
    cases: Sequence[Case], scheme: Any, *, appointments: bool = False
) -> tuple[list[CaseRow], list[UUID]]:
    """The rows of these cases, and the ids of the files whose initials they show, for the read log.

    ``appointments`` adds the next one of each case, which only one's own list shows.
    """
    for case in cases:
        case.scheme = scheme
    ids = [case.pk for case in cases]
    stages = dict(Progress.objects.filter(case_id__in=ids).values_list("case_id", "stage"))
    rows = {
        case.pk: CaseRow(
            case=case,
            url=case_url("cases:case", case),
            status=stages.get(case.pk, case.face),
            offence=presenters.offence_label(case.offence_group),
            next_step=_next_step(stages.get(case.pk, "")),
        )
        for case in cases
    }
    shown = _add_initials(rows)
    _add_workers(rows)
    _add_due(rows)
    if appointments:
        _add_appointments(rows)
    return list(rows.values()), shown


def _next_step(stage: str) -> str:
    """The main step that leads on from a stage; "" for those who may not know the stage."""
    onward = [item for item in steps_from(stage) if not item.is_exit]
    return str(onward[0].label) if onward else ""


def _add_initials(rows: dict[UUID, CaseRow]) -> list[UUID]:
    people = Identity.objects.filter(file__case_id__in=list(rows), file__kind=File.Kind.PARTY)
    shown = []
    for person in people.select_related("file").order_by("file__opened_at", "file_id"):
        row = rows[person.file.case_id]
        if person.file.side in ("harmed", "responsible"):
            log_url = case_url("cases:log_contact", row.case, file=person.file_id)
            getattr(row, person.file.side).append(Person(person.initials, person.file_id, log_url))
            shown.append(person.file_id)
    return shown


def _add_workers(rows: dict[UUID, CaseRow]) -> None:
    working = Allocation.objects.filter(case_id__in=list(rows), state=Allocation.State.ACCEPTED)
    for allocation in working.select_related("user").order_by("-is_lead", "answered_at"):
        rows[allocation.case_id].facilitators.append(str(allocation.user))


def _add_due(rows: dict[UUID, CaseRow]) -> None:
    due = Deadline.objects.running().filter(case_id__in=list(rows)).values_list("case_id")
    for case_id, day in due.annotate(Min("due_on")):
        rows[case_id].due_on = day


def _add_appointments(rows: dict[UUID, CaseRow]) -> None:
    coming = Contact.objects.standing().filter(file__case_id__in=list(rows), next_at__gt=now())
    for case_id, moment in coming.values_list("file__case_id").annotate(Min("next_at")):
        rows[case_id].next_at = moment


def late(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those cases in which something is late."""
    overdue = Deadline.objects.running().filter(due_on__lt=today()).values("case_id")
    return cases.filter(pk__in=overdue)
