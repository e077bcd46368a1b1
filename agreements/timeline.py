"""What agreements and the end of a case add to its history."""

from collections.abc import Iterable, Iterator
from typing import Any

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
from agreements.selectors import files_by_party
from cases.links import case_url
from cases.models import Case
from cases.timeline import Event, day_start, register

AGREEMENT, ENDING = "agreement", "ending"


def events(case: Case, actor: Any) -> Iterable[Event]:
    """Everything the actor may see of agreements and of the end of a case."""
    for found in (_agreed, _signed_off, _settled, _copies, _notes, _updates, _withdrawals, _notices, _pauses):
        yield from found(case)


def _agreed(case: Case) -> Iterator[Event]:
    for each in OutcomeAgreement.objects.filter(file__case=case).exclude(agreed_on=None).select_related("by"):
        yield Event(
            day_start(each.agreed_on) if each.agreed_on else each.recorded_at,
            each.agreed_at or each.recorded_at,
            _("Outcome agreement made, version %(version)d") % {"version": each.version},
            side="joint",
            kind=AGREEMENT,
            by=str(each.by),
            url=case_url("agreements:agreement", case, agreement=each),
        )


def _signed_off(case: Case) -> Iterator[Event]:
    for each in SignOff.objects.filter(file__case=case).select_related("by"):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Agreement signed off by the office"),
            each.note,
            "joint",
            AGREEMENT,
            str(each.by),
        )


def _settled(case: Case) -> Iterator[Event]:
    rows = ItemProgress.objects.filter(file__case=case).exclude(settled_on=None)
    for each in rows.select_related("by", "file", "item"):
        yield Event(
            day_start(each.settled_on) if each.settled_on else each.recorded_at,
            each.recorded_at,
            _("Agreement item %(number)d: %(state)s")
            % {"number": each.item.number, "state": each.get_state_display().lower()},
            "\n".join(filter(None, (each.evidence, each.reason))),
            each.file.side,
            AGREEMENT,
            str(each.by or ""),
            case_url("agreements:progress", case, item=each.item_id),
        )


def _copies(case: Case) -> Iterator[Event]:
    for each in AgreementCopy.objects.filter(file__case=case).select_related("by", "file"):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Copy of the agreement: %(way)s") % {"way": each.get_way_display().lower()},
            "",
            each.file.side,
            AGREEMENT,
            str(each.by),
        )


def _notes(case: Case) -> Iterator[Event]:
    for each in FollowUpNote.objects.filter(file__case=case).select_related("by", "file"):
        yield Event(
            each.happened_at,
            each.recorded_at,
            _("Followed the agreement up with %(asked)s") % {"asked": each.asked},
            each.said,
            each.file.side,
            AGREEMENT,
            str(each.by),
        )


def _updates(case: Case) -> Iterator[Event]:
    rows = VictimUpdate.objects.filter(file__case=case).select_related("by", "file")
    for each in rows.prefetch_related("lines"):
        yield Event(
            each.happened_at,
            each.recorded_at,
            _("Told how the agreement goes"),
            "\n".join(line.text for line in each.lines.all()),
            each.file.side,
            AGREEMENT,
            str(each.by),
        )


def _withdrawals(case: Case) -> Iterator[Event]:
    for each in Withdrawal.objects.filter(file__case=case).select_related("by", "file__party"):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("%(party)s withdrew") % {"party": each.file},
            each.note,
            each.file.side,
            ENDING,
            str(each.by),
        )


def _notices(case: Case) -> Iterator[Event]:
    """The neutral line in the files of everybody else: that it ended, never who or why."""
    for each in EndingNotice.objects.filter(file__case=case).select_related("file", "told_by"):
        told = _("Told on %(day)s") % {"day": each.told_on} if each.told_on else _("Not told yet")
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("The case did not go ahead"),
            told,
            each.file.side,
            ENDING,
        )


def _pauses(case: Case) -> Iterator[Event]:
    """For the workers of a side: to ask before the next step, never what happened on the other."""
    mine = {file.side for file in files_by_party(case).values()}
    for each in PauseNotice.objects.filter(case=case, side__in=mine):
        yield Event(
            day_start(each.happened_on),
            each.recorded_at,
            _("Paused: ask the lead facilitator before the next step"),
            "",
            each.side,
            ENDING,
        )


def register_provider() -> None:
    """Put these into the history of every case."""
    register(events, {AGREEMENT: gettext_lazy("Agreement"), ENDING: gettext_lazy("End of the case")})
