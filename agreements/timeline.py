"""What agreements and the end of a case add to its history."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import (
    AgreementCopy,
    EndingNotice,
    FollowUpNote,
    ItemProgress,
    OutcomeAgreement,
    PauseNotice,
    SignOff,
    VictimUpdate,
    Withdrawal,
)
from cases.links import case_url
from cases.models import Case
from cases.selectors import party_files
from cases.timeline import Event, day_start, in_files, of_file, register_source

AGREEMENT, ENDING = "agreement", "ending"


def _agreed(case: Case, rows: QuerySet[OutcomeAgreement]) -> Iterator[Event]:
    for each in rows.select_related("by"):
        yield Event(
            day_start(each.agreed_on) if each.agreed_on else each.recorded_at,
            each.agreed_at or each.recorded_at,
            _("Outcome agreement made, version %(version)d") % {"version": each.version},
            side="joint",
            kind=AGREEMENT,
            by=str(each.by),
            url=case_url("agreements:agreement", case, agreement=each),
        )


def _signed_off(case: Case, rows: QuerySet[SignOff]) -> Iterator[Event]:
    for each in rows.select_related("by"):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Agreement signed off by the office"),
            each.note,
            "joint",
            AGREEMENT,
            str(each.by),
        )


def _settled(case: Case, rows: QuerySet[ItemProgress]) -> Iterator[Event]:
    for each in rows.select_related("by", "item"):
        yield Event(
            day_start(each.settled_on) if each.settled_on else each.recorded_at,
            each.recorded_at,
            _("Agreement item %(number)d: %(state)s")
            % {"number": each.item.number, "state": each.get_state_display().lower()},
            "\n".join(filter(None, (each.evidence, each.reason))),
            of_file(case, each).side,
            AGREEMENT,
            str(each.by or ""),
            case_url("agreements:progress", case, item=each.item_id),
        )


def _copies(case: Case, rows: QuerySet[AgreementCopy]) -> Iterator[Event]:
    for each in rows.select_related("by"):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Copy of the agreement: %(way)s") % {"way": each.get_way_display().lower()},
            "",
            of_file(case, each).side,
            AGREEMENT,
            str(each.by),
        )


def _notes(case: Case, rows: QuerySet[FollowUpNote]) -> Iterator[Event]:
    for each in rows.select_related("by"):
        yield Event(
            each.happened_at,
            each.recorded_at,
            _("Followed the agreement up with %(asked)s") % {"asked": each.asked},
            each.said,
            of_file(case, each).side,
            AGREEMENT,
            str(each.by),
        )


def _updates(case: Case, rows: QuerySet[VictimUpdate]) -> Iterator[Event]:
    for each in rows.select_related("by").prefetch_related("lines"):
        yield Event(
            each.happened_at,
            each.recorded_at,
            _("Told how the agreement goes"),
            "\n".join(line.text for line in each.lines.all()),
            of_file(case, each).side,
            AGREEMENT,
            str(each.by),
        )


def _withdrawals(case: Case, rows: QuerySet[Withdrawal]) -> Iterator[Event]:
    for each in rows.select_related("by"):
        file = of_file(case, each)
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("%(party)s withdrew") % {"party": file},
            each.note,
            file.side,
            ENDING,
            str(each.by),
        )


def _notices(case: Case, rows: QuerySet[EndingNotice]) -> Iterator[Event]:
    """The neutral line in the files of everybody else: that it ended, never who or why."""
    for each in rows:
        told = _("Told on %(day)s") % {"day": each.told_on} if each.told_on else _("Not told yet")
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("The case did not go ahead"),
            told,
            of_file(case, each).side,
            ENDING,
        )


def _pauses(case: Case, rows: QuerySet[PauseNotice]) -> Iterator[Event]:
    """For the workers of a side: to ask before the next step, never what happened on the other."""
    for each in rows:
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Paused: ask the lead facilitator before the next step"),
            "",
            each.side,
            ENDING,
        )


def _agreements(case: Case) -> QuerySet[Any]:
    return in_files(OutcomeAgreement)(case).exclude(agreed_on=None)


def _settlements(case: Case) -> QuerySet[Any]:
    return in_files(ItemProgress)(case).exclude(settled_on=None)


def _pauses_of_my_sides(case: Case) -> QuerySet[Any]:
    return PauseNotice.objects.filter(case=case, side__in={file.side for file in party_files(case)})


def register_provider() -> None:
    """Put these into the history of every case."""
    kinds = {AGREEMENT: gettext_lazy("Agreement"), ENDING: gettext_lazy("End of the case")}
    register_source(_agreements, _agreed, kinds)
    register_source(in_files(SignOff), _signed_off)
    register_source(_settlements, _settled)
    register_source(in_files(AgreementCopy), _copies)
    register_source(in_files(FollowUpNote), _notes)
    register_source(in_files(VictimUpdate), _updates)
    register_source(in_files(Withdrawal), _withdrawals)
    register_source(in_files(EndingNotice), _notices)
    register_source(_pauses_of_my_sides, _pauses)
