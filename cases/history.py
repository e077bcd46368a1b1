"""What the spine itself tells the timeline: contacts, consents, steps and allocations."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Allocation, Case, Consent, Contact, Disclosure, File, GatePass, StageChange
from cases.models.case import Side, Stage
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
    rows = Contact.objects.standing().filter(file__case=case).select_related("file__party", "by")
    for row in rows:
        yield Event(
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            title=f"{row.file}: {row.get_method_display()} – {row.get_result_display()}",
            detail=row.note,
            side=_side(row.file),
            kind="contact",
            by=str(row.by or ""),
            url=case_url("cases:contacts", case, file=row.file_id),
        )


def consents(case: Case, actor: Any) -> Iterator[Event]:
    """Every answer, of the files the reader holds."""
    for row in Consent.objects.filter(file__case=case).select_related("file__party", "by"):
        yield Event(
            happened_at=_moment(row.happened_on, row.recorded_at),
            recorded_at=row.recorded_at,
            title=f"{row.file}: {row.get_purpose_display()} – {row.get_decision_display()}",
            detail=row.note,
            side=_side(row.file),
            kind="consent",
            by=str(row.by or ""),
            url=case_url("cases:consents", case, file=row.file_id),
        )


def disclosures(case: Case, actor: Any) -> Iterator[Event]:
    """What somebody recorded as passed on, of the files the reader holds."""
    rows = Disclosure.objects.filter(file__case=case, tests__isnull=False)
    for row in rows.select_related("file__party", "by"):
        yield Event(
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            title=_("%(who)s: passed on to %(to)s") % {"who": row.file, "to": row.to_whom},
            detail=row.what,
            side=_side(row.file),
            kind="disclosure",
            by=str(row.by),
            url=case_url("cases:passed_on", case, file=row.file_id),
        )


def steps(case: Case, actor: Any) -> Iterator[Event]:
    """The steps the case took and the gates that were passed, for those who see both sides."""
    moved = StageChange.objects.filter(case=case).exclude(step="receive")  # the referral tells of that
    for change in moved.select_related("by"):
        yield Event(
            happened_at=_moment(change.happened_on, change.recorded_at),
            recorded_at=change.recorded_at,
            title=_step_words(change),
            detail=change.note,
            kind="step",
            by=str(change.by or ""),
        )
    for passed in GatePass.objects.filter(case=case).select_related("by"):
        yield Event(
            happened_at=passed.at,
            recorded_at=passed.at,
            title=_("An exception was made: %(gate)s") % {"gate": passed.gate.replace("_", " ")},
            detail=passed.reason,
            kind="step",
            by=str(passed.by),
        )


def allocations(case: Case, actor: Any) -> Iterator[Event]:
    """Who was asked, what they answered, when their work ended."""
    for row in Allocation.objects.filter(case=case).select_related("user", "offered_by"):
        who = {"who": row.user}
        yield _allocated(_("Offered to %(who)s") % who, row.offered_at, str(row.offered_by or ""))
        if row.answered_at:
            yield _allocated(_answer(row), row.answered_at, str(row.user))
        if row.ended_at:
            yield _allocated(_("Ended for %(who)s") % who, row.ended_at, "", row.note)


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
