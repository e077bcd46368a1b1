"""Measures: each declared once, with its wording, its query, its breakdown and the cases behind it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.models import StageChange
from cases.models.case import Stage
from cases.timeline import day_start
from conferences.models import Process
from referrals.models import Enquiry, Referral
from reporting.by_team import accepted_by_team, accepted_in_time_by_team
from reporting.figures import Figure
from reporting.periods import Quarter
from rjcase.access.labels import in_our_words_lazy
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS


@dataclass(frozen=True)
class Measure:
    """A question a return answers."""

    name: str
    title: Any
    definition: Any
    column: Any
    figures: Callable[[Quarter], list[Figure]] = field(repr=False)
    requirement: str = ""


def _tally(rows: Iterable[tuple[str, UUID]], *lists: str) -> list[Figure]:
    """Count rows of (code, case) by code, most first; labels come from the named code lists."""
    cases: dict[str, set[UUID]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for code, case in rows:
        counts[code] += 1
        cases[code].add(case)
    found = [Figure(code or "none", label_of(code, *lists), cases[code], counts[code]) for code in counts]
    return sorted(found, key=lambda figure: (-figure.count, figure.label))


def label_of(code: str, *lists: str) -> str:
    """Return a code's label from the first list that has it."""
    if not code:
        return str(_("Not recorded"))
    for name in lists:
        for known in CODE_LISTS[name].codes:
            if known.code == code:
                return str(known.label)
    return code.replace("_", " ").capitalize()


def _received(period: Quarter) -> Any:
    return Referral.objects.filter(happened_on__range=(period.starts_on, period.ends_on))


def referrals_by_source(period: Quarter) -> list[Figure]:
    """Referrals received in the period, by who referred (WM-9.2-01)."""
    return _tally(_received(period).values_list("source", "case_id"), "referral_source", "agency_kind")


def referrals_by_type(period: Quarter) -> list[Figure]:
    """Referrals received in the period, by stage in the justice system."""
    return _tally(_received(period).values_list("kind", "case_id"), "referral_type", "justice_stage")


def contacted_in_time(period: Quarter) -> list[Figure]:
    """Victims first contacted within the clock, of those whose clock began in the period (WM-9.2-09).

    Reads the very deadlines that reminded people, so the two cannot disagree. A clock that is still
    running and not yet late is not counted either way; one set aside is left out.
    """
    begun = Deadline.objects.filter(
        kind="first_contact", started_on__range=(period.starts_on, period.ends_on), waived_at=None
    )
    in_time: set[UUID] = set()
    late: set[UUID] = set()
    for case, due_on, met_on in begun.values_list("case_id", "due_on", "met_on"):
        if met_on is not None and met_on <= due_on:
            in_time.add(case)
        elif met_on is not None or due_on < today():
            late.add(case)
    base = len(in_time) + len(late)
    return [
        Figure("in_time", str(_("Contacted in time")), in_time, len(in_time), base),
        Figure("late", str(_("Contacted late, or not yet")), late, len(late), base),
    ]


def processes_by_type(period: Quarter) -> list[Figure]:
    """Processes held in the period, by kind (MOJ-A-03 to MOJ-A-07)."""
    held = Process.objects.filter(
        state=Process.State.HELD, held_at__date__range=(period.starts_on, period.ends_on)
    )
    return _tally(held.values_list("kind", "case_id"), "process_kind")


def closures_by_reason(period: Quarter) -> list[Figure]:
    """Cases closed in the period, by reason. A case closed with updates continuing counts once."""
    closed = StageChange.objects.filter(
        to_stage__in=(Stage.CLOSED, Stage.CLOSED_UPDATING),
        happened_on__range=(period.starts_on, period.ends_on),
    ).exclude(from_stage=Stage.CLOSED_UPDATING)
    return _tally(closed.values_list("reason", "case_id"), "closure_reason", "decline_reason")


def _enquiries(period: Quarter, field: str, listed: str) -> list[Figure]:
    """Enquiries of the period by a code; behind a figure stand the cases that some of them became."""
    from_moment, to_moment = day_start(period.starts_on), day_start(period.ends_on + timedelta(days=1))
    rows = Enquiry.objects.filter(happened_at__gte=from_moment, happened_at__lt=to_moment)
    found: dict[str, Figure] = {}
    for code, case in rows.values_list(field, "referral__case_id"):
        figure = found.setdefault(code, Figure(code, label_of(code, listed), set(), 0))
        figure.count += 1
        if case is not None:
            figure.cases.add(case)
    return sorted(found.values(), key=lambda figure: (-figure.count, figure.label))


def enquiries_by_channel(period: Quarter) -> list[Figure]:
    """Enquiries of the period, by how they came (CAMB-18)."""
    return _enquiries(period, "channel", "enquiry_channel")


def enquiries_by_origin(period: Quarter) -> list[Figure]:
    """Enquiries of the period, by where people heard of restorative justice (CAMB-19)."""
    return _enquiries(period, "origin", "awareness_origin")


QUARTERLY = (
    Measure(
        "referrals_by_source",
        _("Referrals by source"),
        _("Every referral received in the period, whatever became of it."),
        _("Source"),
        referrals_by_source,
        "WM-9.2-01",
    ),
    Measure(
        "referrals_by_type",
        _("Referrals by type"),
        _("The same referrals, by where the offence stood in the justice system."),
        _("Type"),
        referrals_by_type,
    ),
    Measure(
        "contacted_in_time",
        in_our_words_lazy(_("Referrals with the %(harmed)s contacted within 5 working days")),
        _("Of the full referrals received in the period: first contact within the scheme's time limit."),
        _("First contact"),
        contacted_in_time,
        "WM-9.2-09",
    ),
    Measure(
        "processes_by_type",
        _("Processes by type"),
        _("Meetings held and exchanges completed in the period."),
        _("Type"),
        processes_by_type,
    ),
    Measure(
        "closures_by_reason",
        _("Closures by reason"),
        _("Cases closed in the period."),
        _("Reason"),
        closures_by_reason,
    ),
    Measure(
        "enquiries_by_channel",
        _("Enquiries by channel"),
        _("Every enquiry of the period, whatever became of it."),
        _("How it came"),
        enquiries_by_channel,
        "CAMB-18",
    ),
    Measure(
        "enquiries_by_origin",
        _("Enquiries by where people heard of restorative justice"),
        _("The same enquiries, by what made people aware."),
        _("Heard from"),
        enquiries_by_origin,
        "CAMB-19",
    ),
    Measure(
        "accepted_by_team",
        _("Cases accepted by each team or agency"),
        _("Of the cases offered in the period to people of a team: those that were accepted."),
        _("Team or agency"),
        accepted_by_team,
        "CAMB-35",
    ),
    Measure(
        "accepted_in_time_by_team",
        _("Cases accepted in time by agencies with a memorandum"),
        _("Of the same, for teams that bear an agency’s name: accepted within the days of its memorandum."),
        _("Team or agency"),
        accepted_in_time_by_team,
        "CAMB-35",
    ),
)
