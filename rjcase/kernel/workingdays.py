"""Working days of England and Wales, and the arithmetic of deadlines.

A working day is Monday to Friday and no England-and-Wales bank holiday. The day of the event is
day 0. An event on a non-working day counts from the next working day as day 1.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays

from rjcase.kernel import clock

# The last year for which the government has announced the bank holidays, as held by the tests.
# Later dates are computed from the rules in force now and may still move (a one-off holiday, say).
LAST_ANNOUNCED_YEAR = 2028

_SATURDAY = 5
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What the length of a clock is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    CLOCK_HOURS = "clock_hours"


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, substitute days included.

    A holiday that falls on a weekend stands beside its substitute; neither is a working day.
    """
    # England and Wales share their bank holidays; a test holds that the library agrees.
    return frozenset(day for day in country_holidays("GB", subdiv="ENG", years=year) if day.year == year)


def is_working_day(day: date) -> bool:
    """Whether a day is Monday to Friday and no England-and-Wales bank holiday."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def is_provisional(day: date) -> bool:
    """Whether a day lies beyond the officially announced bank holidays, so that it may still move."""
    return day.year > LAST_ANNOUNCED_YEAR


def add_working_days(start: date, days: int) -> date:
    """The working day that is `days` working days after `start` (before it, if negative).

    `start` is day 0, working day or not, so that an event on a Saturday has the Monday as day 1.
    With 0 days the answer is `start` itself, or the next working day if `start` is none: a thing
    due at once is never due on a day when nobody works.
    """
    if days == 0:
        return start if is_working_day(start) else add_working_days(start, 1)
    step = _DAY if days > 0 else -_DAY
    day = start
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days `end` lies after `start`, with `start` as day 0.

    Negative when `end` lies before. Undoes `add_working_days`: for every number of days but 0,
    `working_days_between(start, add_working_days(start, days)) == days`.
    """
    if end < start:
        return -sum(is_working_day(end + i * _DAY) for i in range((start - end).days))
    return sum(is_working_day(end - i * _DAY) for i in range((end - start).days))


def friday_before(day: date) -> date:
    """The Friday before, for a Saturday or Sunday; any other day unchanged.

    The rule of the quarterly return (WTE-7A-16). Bank holidays play no part in it.
    """
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def add_months(start: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day where it is shorter."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def due(start: date, amount: int, unit: Unit) -> date:
    """The London date on which a clock of `amount` `unit`s, begun on `start`, runs out.

    `start` may be an aware moment; its London date is then day 0. A negative amount counts back
    ("one week before the meeting"). Raises `ValueError` for clock hours begun on a bare date,
    because the answer depends on the hour.
    """
    if unit is Unit.CLOCK_HOURS:
        if not isinstance(start, datetime):
            raise ValueError("A clock in hours starts at a moment, not on a date.")
        return clock.local_date(start + timedelta(hours=amount))
    if isinstance(start, datetime):
        start = clock.local_date(start)
    if unit is Unit.WORKING_DAYS:
        return add_working_days(start, amount)
    if unit is Unit.MONTHS:
        return add_months(start, amount)
    return start + timedelta(days=amount * (7 if unit is Unit.WEEKS else 1))


def due_at(start: datetime, amount: int, unit: Unit) -> datetime:
    """The moment at which a clock begun at `start` runs out.

    A clock in hours runs through nights and changes of summer time alike. Every other clock lasts
    until the end of its last London day, so the moment returned is the midnight that follows.
    """
    if unit is Unit.CLOCK_HOURS:
        clock.local_date(start)  # refuses a moment without a time zone
        return start + timedelta(hours=amount)
    last = due(start, amount, unit)
    return datetime.combine(last + _DAY, datetime.min.time(), tzinfo=clock.LONDON)
