"""The one clock: aware moments, London dates."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rjcase.kernel import clock


@time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False)
def test_it_takes_the_date_from_london_in_summer() -> None:
    assert clock.now() == datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 7, 2)


@time_machine.travel(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), tick=False)
def test_it_takes_the_date_from_london_in_winter() -> None:
    assert clock.today() == date(2026, 12, 1)


def test_it_refuses_a_moment_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        clock.local_date(datetime(2026, 7, 1, 12, 0, tzinfo=UTC).replace(tzinfo=None))
