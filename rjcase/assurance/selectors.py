"""Reads of breaches, registers, the sharing matrix and the checklist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from cases.models import Case
from rjcase.assurance.defaults import ITEMS, RULES
from rjcase.assurance.models import (
    STAGES,
    AffectedFile,
    Breach,
    BreachEntry,
    ChecklistItem,
    ChecklistTick,
    DataComplaint,
    PapersOut,
    SecurityDocument,
    SharingRule,
)
from rjcase.deadlines.models import Deadline

Setting = TypeVar("Setting", SharingRule, ChecklistItem)
About = BreachEntry.About


@dataclass(frozen=True)
class BreachState:
    """A breach with its log; ``newest`` holds the last entry of each kind."""

    breach: Breach
    entries: Sequence[BreachEntry]
    due_at: datetime | None = None
    is_late: bool = False

    @property
    def newest(self) -> dict[str, BreachEntry]:
        """The entry of each kind that holds."""
        return {entry.about: entry for entry in self.entries}

    @property
    def regulator(self) -> bool | None:
        """Whether the regulator is to be told; None while nobody has decided."""
        found = self.newest.get(About.REGULATOR)
        return found.answer if found else None

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return About.CLOSED in self.newest

    @property
    def clock_runs(self) -> bool:
        """Whether the decision, or the telling that was decided on, is still to come."""
        if self.regulator is None:
            return True
        return self.regulator and About.TOLD_REGULATOR not in self.newest

    @property
    def status(self) -> str:
        """The word of its tag."""
        if self.is_closed:
            return "closed"
        if self.clock_runs:
            return "overdue" if self.is_late else "clock_runs"
        return "in_progress"


def breaches() -> QuerySet[Breach]:
    """Breaches that the actor reported; for the office, all. Newest first."""
    return Breach.objects.select_related("case", "reported_by").order_by("-aware_at", "-pk")


def states_of(rows: Sequence[Breach]) -> list[BreachState]:
    """Breaches with their logs and clocks, in two queries."""
    ids = [row.pk for row in rows]
    entries: dict[Any, list[BreachEntry]] = {pk: [] for pk in ids}
    for entry in (
        BreachEntry.objects.filter(breach__in=ids).select_related("by").order_by("recorded_at", "pk")
    ):
        entries[entry.breach_id].append(entry)
    clocks = {clock.subject: clock for clock in Deadline.objects.filter(kind="breach", subject__in=ids)}
    found = []
    for row in rows:
        clock = clocks.get(row.pk)
        runs = clock is not None and clock.met_on is None and clock.waived_at is None
        found.append(
            BreachState(
                row, entries[row.pk], clock.due_at if clock else None, bool(clock and runs and clock.is_late)
            )
        )
    return found


def affected_by(breach: Breach) -> list[AffectedFile]:
    """Whose information it was, as far as the actor may see the files."""
    rows = AffectedFile.objects.filter(breach=breach).select_related("file__party", "file__case", "told_by")
    return list(rows.order_by("recorded_at"))


def complaints() -> QuerySet[DataComplaint]:
    """Complaints of people whose files the actor may see: those without an answer first, oldest first."""
    rows = DataComplaint.objects.select_related("file__party", "file__case", "by")
    return rows.order_by(F("answered_on").asc(nulls_first=True), "received_on", "pk")


def clocks_of(rows: Iterable[DataComplaint]) -> dict[Any, Deadline]:
    """The running clock of each complaint that has no answer yet."""
    keys = [row.pk for row in rows]
    running = Deadline.objects.running().filter(kind="data_complaint", subject__in=keys)
    return {clock.subject: clock for clock in running}


def papers_out() -> QuerySet[PapersOut]:
    """Papers outside the office, of files the actor may see: those still out first, by the day due."""
    rows = PapersOut.objects.select_related("file__party", "file__case", "taken_by", "closed_by")
    return rows.order_by("-returned_at", "due_back_on", "pk")


def security_documents() -> QuerySet[SecurityDocument]:
    """Documents about the security of the system: those in use first, by the day of their review."""
    return SecurityDocument.objects.order_by("-is_held", "review_on", "pk")


def rules() -> list[SharingRule]:
    """The sharing matrix of the scheme: its own rows, else the default ones."""
    return _own_or(SharingRule, RULES)


def items() -> list[ChecklistItem]:
    """The checklist of information: the scheme's own rows, else the default ones."""
    return _own_or(ChecklistItem, ITEMS)


def by_stage(rows: Sequence[Setting], *, also_unused: bool = False) -> list[dict[str, Any]]:
    """Rows under the name of their stage, in the order of the stages; stages without rows left out."""
    found = []
    for stage, label in STAGES:
        of_stage = [row for row in rows if row.stage == stage and (row.is_active or also_unused)]
        if of_stage:
            found.append({"stage": stage, "label": label, "rows": of_stage})
    return found


def ticks(case: Case) -> dict[str, ChecklistTick]:
    """What a case has, by the code of the item."""
    rows = ChecklistTick.objects.filter(case=case).select_related("by")
    return {row.code: row for row in rows}


def _own_or(model: type[Setting], defaults: Sequence[dict[str, Any]]) -> list[Setting]:
    own = list(model.objects.order_by("position", "pk"))
    if own:
        return own
    return [
        model(position=number, **{key: str(value) for key, value in row.items()})
        for number, row in enumerate(defaults)
    ]
