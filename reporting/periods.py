"""The periods of returns."""

from dataclasses import dataclass
from datetime import date, timedelta

from rjcase.kernel.clock import today
from rjcase.kernel.workingdays import add_months


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, both ends included."""

    starts_on: date
    ends_on: date

    @property
    def is_over(self) -> bool:
        return self.ends_on < today()


def quarter_of(day: date) -> Quarter:
    """Return the calendar quarter a date lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Quarter(first, add_months(first, 3) - timedelta(days=1))


def last_quarters(count: int) -> list[Quarter]:
    """Return the present quarter and those before it, newest first."""
    found = [quarter_of(today())]
    while len(found) < count:
        found.append(quarter_of(found[-1].starts_on - timedelta(days=1)))
    return found
