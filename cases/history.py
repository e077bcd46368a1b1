"""What the spine itself tells the timeline: contacts, consents, steps and allocations."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Allocation, Case, Disclosure, File, StageChange
from cases.models.case import Side, Stage
from cases.selectors import (
    allocations_of,
    case_files,
    consents_in,
    contacts_in,
    gate_passes,
    notes_on_work,
)
from cases.timeline import Event, day_start
from rjcase.kernel.clock import local_date
from rjcase.workflow import step

KINDS = {
    "contact": gettext_lazy("Contacts"),
    "consent": gettext_lazy("Consent"),
    "disclosure": gettext_lazy("Passed on"),
    "step": gettext_lazy("Steps of the case"),
    "allocation": gettext_lazy("Allocation"),
}
_TOLD_SIDES = frozenset({Side.HARMED, Side.RESPONSIBLE})


def contacts(case: Case, actor: Any) -> Iterator[Event]:
    """Every contact that stands, of the files the reader holds."""
    files = case_files(case)
    for row in contacts_in(tuple(files)):
        file = files[row.file_id]
        yield Event(
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            title=f"{file}: {row.get_method_display()} – {row.get_result_display()}",
            detail=row.note,
            side=_side(file),
            kind="contact",
            by=str(row.by or ""),
            url=case_url("cases:contacts", case, file=row.file_id),
        )


def consents(case: Case, actor: Any) -> Iterator[Event]:
    """Every answer, of the files the reader holds."""
    files = case_files(case)
    for row in consents_in(tuple(files)):
        file = files[row.file_id]
        yield Event(
            happened_at=_moment(row.happened_on, row.recorded_at),
            recorded_at=row.recorded_at,
            title=f"{file}: {row.get_purpose_display()} – {row.get_decision_display()}",
            detail=row.note,
            side=_side(file),
            kind="consent",
            by=str(row.by or ""),
            url=case_url("cases:consents", case, file=row.file_id),
        )


def passed_on(case: Case) -> QuerySet[Disclosure]:
    """What somebody recorded as passed on, of the files the reader holds."""
    return Disclosure.objects.filter(file_id__in=list(case_files(case)), tests__isnull=False)


def disclosures(case: Case, rows: QuerySet[Disclosure]) -> Iterator[Event]:
    """What was passed on, to whom."""
    for row in rows.select_related("by"):
        file = case_files(case)[row.file_id]
        yield Event(
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            title=_("%(who)s: passed on to %(to)s") % {"who": file, "to": row.to_whom},
            detail=row.what,
            side=_side(file),
            kind="disclosure",
            by=str(row.by),
            url=case_url("cases:passed_on", case, file=row.file_id),
        )


def moved(case: Case) -> QuerySet[StageChange]:
    """The steps the case took. The referral tells of the first."""
    return StageChange.objects.filter(case=case).exclude(step="receive")


def steps(case: Case, rows: QuerySet[StageChange]) -> Iterator[Event]:
    """The steps the case took, for those who see both sides."""
    for change in rows.select_related("by"):
        yield Event(
            happened_at=_moment(change.happened_on, change.recorded_at),
            recorded_at=change.recorded_at,
            title=_step_words(change),
            detail=change.note,
            kind="step",
            by=str(change.by or ""),
        )


def exceptions(case: Case, actor: Any) -> Iterator[Event]:
    """The gates that were passed, for those who see both sides."""
    for passed in gate_passes(case):
        yield Event(
            happened_at=passed.at,
            recorded_at=passed.at,
            title=_("An exception was made: %(gate)s") % {"gate": passed.gate.replace("_", " ")},
            detail=passed.reason,
            kind="step",
            by=str(passed.by),
        )


def allocations(case: Case, actor: Any) -> Iterator[Event]:
    """Who was asked, what they answered, when their work ended; why, for those who see both sides."""
    rows = allocations_of(case)
    why = notes_on_work(case) if any(row.ended_at for row in rows) else {}
    for row in rows:
        who = {"who": row.user}
        yield _allocated(_("Offered to %(who)s") % who, row.offered_at, str(row.offered_by or ""))
        if row.answered_at:
            yield _allocated(_answer(row), row.answered_at, str(row.user))
        if row.ended_at:
            yield _allocated(_("Ended for %(who)s") % who, row.ended_at, "", why.get(row.pk, ""))


def _answer(row: Allocation) -> str:
    """What was answered; an acceptance that has ended since was one all the same."""
    answers = {Allocation.State.DECLINED: _("declined"), Allocation.State.CONFLICT: _("conflict of interest")}
    answer = answers.get(Allocation.State(row.state), _("accepted"))
    return _("%(who)s answered: %(answer)s") % {"who": row.user, "answer": answer}


def _allocated(title: str, moment: datetime, by: str, detail: str = "") -> Event:
    return Event(happened_at=moment, recorded_at=moment, title=title, detail=detail, kind="allocation", by=by)


def _step_words(change: StageChange) -> str:
    target = Stage(change.to_stage).label
    try:
        return f"{step(change.step).label} → {target}"
    except KeyError:
        return str(target)


def _side(file: File) -> str:
    return str(file.side) if file.side in _TOLD_SIDES else ""


def _moment(day: Any, recorded_at: datetime) -> datetime:
    """When it happened; on the day it was recorded, in the order of recording."""
    return recorded_at if local_date(recorded_at) == day else day_start(day)
