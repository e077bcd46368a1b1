"""Rules about practitioners, on plain values: the pages that explain them use the same functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

YEAR_OF_EXPERIENCE = 1
PROCESSES, FACE_TO_FACE = 5, 3
MOST_VOLUNTEERS = 2  # that one facilitator supervises (WTE-3E-02)
VOLUNTEERS = 12  # in post (CAMB-12)
MEETINGS_A_YEAR = 5  # of each volunteer (CAMB-14)
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Held:
    """A process that somebody facilitated: when, and whether the people met."""

    on: date
    is_face_to_face: bool


class Need(StrEnum):
    """What an application for accreditation asks (WM-5.1-05)."""

    EXPERIENCE = "experience"
    PROCESSES = "processes"
    FACE_TO_FACE = "face_to_face"


@dataclass(frozen=True)
class Step:
    """One thing the application asks: how much of it there is, how much is wanted.

    Experience counts whole months, the others processes.
    """

    need: Need
    have: int
    wanted: int

    @property
    def is_met(self) -> bool:
        """Whether there is enough of it."""
        return self.have >= self.wanted


def towards_accreditation(held: Sequence[Held], day: date) -> list[Step]:
    """What an application asks and how far somebody is on a day (WM-5.1-05).

    Experience runs from the first process they facilitated. Processes after ``day`` do not count.
    """
    past = [one for one in held if one.on <= day]
    months = months_between(min(one.on for one in past), day) if past else 0
    return [
        Step(Need.EXPERIENCE, months, 12 * YEAR_OF_EXPERIENCE),
        Step(Need.PROCESSES, len(past), PROCESSES),
        Step(Need.FACE_TO_FACE, sum(one.is_face_to_face for one in past), FACE_TO_FACE),
    ]


def is_ready(held: Sequence[Held], day: date) -> bool:
    """Whether somebody may apply for accreditation on a day."""
    return all(step.is_met for step in towards_accreditation(held, day))


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another; the 31st and a short month end on its last day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day >= first.day:
        return months
    is_last_day = (last + timedelta(days=1)).month != last.month
    return months if is_last_day else months - 1


def may_supervise_another(volunteers: int) -> bool:
    """Whether somebody who supervises so many volunteers may take one more (WTE-3E-02)."""
    return volunteers < MOST_VOLUNTEERS


def stage_of(codes: Iterable[str], order: Sequence[str]) -> str:
    """The furthest of the steps that were taken, in the order of the steps; "" for none."""
    taken = set(codes)
    return next((code for code in reversed(order) if code in taken), "")


class Lasts(StrEnum):
    """How something that may run out stands on a day; the words are those of status tags."""

    CURRENT = "current"
    SOON = "renew_soon"
    OVER = "lapsed"


def lasts(until: date | None, day: date) -> Lasts:
    """How something good until a day, that day included, stands; without one it does not run out."""
    if until is None or until - SOON > day:
        return Lasts.CURRENT
    return Lasts.SOON if until >= day else Lasts.OVER


def missing_competence(*, is_sensitive: bool, is_complex: bool, held: Iterable[str]) -> list[str]:
    """The competences that a case asks for and somebody does not hold (WM-7-03, WM-5.10-04)."""
    asked = [code for code, is_asked in (("sensitive", is_sensitive), ("complex", is_complex)) if is_asked]
    return [code for code in asked if code not in set(held)]


def may_train_facilitators(has_mark: bool | None, in_house: str) -> bool:
    """Whether a provider with the quality mark trains, or somebody in-house who is named (CAMB-16)."""
    return bool(has_mark) or bool(in_house.strip())


@dataclass(frozen=True)
class Minimum:
    """How many of something there are and how many there should be."""

    have: int
    wanted: int

    @property
    def is_below(self) -> bool:
        """Whether there are too few."""
        return self.have < self.wanted


def enough_volunteers(volunteers: int) -> Minimum:
    """Whether the scheme has the volunteers it should have (CAMB-12)."""
    return Minimum(volunteers, VOLUNTEERS)


def meetings_in_year(held: Iterable[Held], day: date) -> Minimum:
    """The meetings somebody facilitated in the year that ends with a day, and how many there should be.

    CAMB-14: five conferences a year for each volunteer; messages carried without a meeting do not count.
    """
    began = year_before(day)
    return Minimum(sum(one.is_face_to_face and began < one.on <= day for one in held), MEETINGS_A_YEAR)


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
