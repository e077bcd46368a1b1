"""The only clock of the product.

Everything that needs the time asks here, so that a test which freezes the clock freezes all of it,
and so that "today" is one thing: the date in London, whatever zone the server runs in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_told: ContextVar[datetime | None] = ContextVar("rjcase_told_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """Let a made-up story happen at its own time: for demo data alone, never around real data."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)


def today() -> date:
    """Today's date in London."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The London date of an aware moment.

    Raises `ValueError` for a moment without a time zone: guessing one could move a deadline by a day.
    """
    if moment.utcoffset() is None:
        raise ValueError("This moment has no time zone. Use rjcase.kernel.clock.now() to read the time.")
    return moment.astimezone(LONDON).date()
