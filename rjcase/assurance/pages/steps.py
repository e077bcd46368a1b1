"""What has to happen with a breach, in order, each with how it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rjcase.assurance.models import AffectedFile, BreachEntry
from rjcase.assurance.selectors import BreachState
from rjcase.designsystem.words import say_datetime

_About = BreachEntry.About


@dataclass(frozen=True)
class Step:
    """One thing to do; ``status`` is a word of `words.STATUSES`, ``said`` what stands where it is done."""

    text: str
    href: str = ""
    status: str = ""
    said: str = ""


@dataclass(frozen=True)
class Notice:
    """What stands above everything else while the 72 hours run."""

    title: str
    text: str
    variant: str


def notice_of(state: BreachState) -> Notice | None:
    """Until when what has to be done; None once the clock has stopped."""
    if state.is_closed or not state.clock_runs or state.due_at is None:
        return None
    is_open = state.regulator is None
    if state.is_late:
        title = _("The 72 hours ended on %(when)s")
        text = (
            _("Decide now whether to tell the regulator.")
            if is_open
            else _("Tell the regulator now, and record why it took longer.")
        )
    else:
        title = _("The 72 hours end on %(when)s")
        text = (
            _("Decide before then whether to tell the regulator.")
            if is_open
            else _("Tell the regulator before then, and record it here.")
        )
    return Notice(title % {"when": say_datetime(state.due_at)}, text, "error" if state.is_late else "warning")


def steps_of(
    state: BreachState, affected: Sequence[AffectedFile], url: Callable[..., str], *, has_case: bool
) -> list[Step]:
    """The way from the report to the end. ``url`` answers the address of a page of this breach.

    Closing comes last and has no link before everything it asks for is there.
    """
    late_or_due = "overdue" if state.is_late else "clock_runs"
    regulator = _decision(state, _About.REGULATOR)
    people = _decision(state, _About.PEOPLE)
    steps = [
        Step(
            _("Decide whether to tell the regulator"),
            _entry(url, _About.REGULATOR),
            "" if regulator else late_or_due,
            regulator,
        )
    ]
    if state.regulator:
        is_told = _About.TOLD_REGULATOR in state.newest
        steps.append(
            Step(
                _("Record that the regulator was told"),
                _entry(url, _About.TOLD_REGULATOR),
                "" if is_told else late_or_due,
                _("Told") if is_told else "",
            )
        )
    steps.append(
        Step(
            _("Decide whether to tell the people concerned"),
            _entry(url, _About.PEOPLE),
            "" if people else "not_started",
            people,
        )
    )
    if has_case:
        steps.append(_people(affected, url))
    has_lessons = _About.LESSONS in state.newest
    steps.append(
        Step(
            _("Write down what was learned and changed"),
            _entry(url, _About.LESSONS),
            "" if has_lessons else "not_started",
            _("Done") if has_lessons else "",
        )
    )
    is_ready = bool(regulator and people and has_lessons) and not state.clock_runs
    steps.append(
        Step(
            _("Close the breach"),
            _entry(url, _About.CLOSED) if is_ready else "",
            "not_started" if is_ready else "cannot_start",
        )
    )
    return steps


def _people(affected: Sequence[AffectedFile], url: Callable[..., str]) -> Step:
    told = sum(row.told_at is not None for row in affected)
    said = _("%(told)d of %(all)d told") % {"told": told, "all": len(affected)} if affected else ""
    return Step(
        _("Add the people whose information it was"),
        url("add_affected"),
        "" if affected else "not_started",
        said,
    )


def _entry(url: Callable[..., str], about: str) -> str:
    return url("breach_entry", about=str(about))


def _decision(state: BreachState, about: str) -> str:
    found: Any = state.newest.get(about)
    if found is None or found.answer is None:
        return ""
    return _("Decided: yes") if found.answer else _("Decided: no")
