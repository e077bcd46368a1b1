"""Working days of England and Wales against the official dates, and deadline arithmetic."""

from datetime import UTC, date, datetime, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.workingdays import (
    LAST_ANNOUNCED_YEAR,
    Unit,
    add_months,
    add_working_days,
    bank_holidays,
    due,
    due_at,
    friday_before,
    is_provisional,
    is_working_day,
    working_days_between,
)

# Every date the government announced for England and Wales, 2019 to 2028.
ANNOUNCED = {
    2019: "1 Jan, 19 Apr, 22 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2020: "1 Jan, 10 Apr, 13 Apr, 8 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2021: "1 Jan, 2 Apr, 5 Apr, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2022: "3 Jan, 15 Apr, 18 Apr, 2 May, 2 Jun, 3 Jun, 29 Aug, 19 Sep, 26 Dec, 27 Dec",
    2023: "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
    2024: "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec",
    2025: "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec",
    2026: "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec",
    2027: "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec",
    2028: "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec",
}

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
amounts = st.integers(1, 60)


@pytest.mark.parametrize("year", ANNOUNCED)
def test_it_knows_exactly_the_announced_bank_holidays(year: int) -> None:
    announced = {
        datetime.strptime(f"{day} {year} +0000", "%d %b %Y %z").date() for day in ANNOUNCED[year].split(", ")
    }
    assert {day for day in bank_holidays(year) if day.weekday() < 5} == announced


def test_it_gives_wales_the_same_days_as_england() -> None:
    years = range(2000, 2040)
    assert set(country_holidays("GB", subdiv="WLS", years=years)) == set().union(*map(bank_holidays, years))


def test_it_flags_dates_beyond_the_announced_ones_as_provisional() -> None:
    assert max(ANNOUNCED) == LAST_ANNOUNCED_YEAR
    assert not is_provisional(date(2028, 12, 31))
    assert is_provisional(date(2029, 1, 1))


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 13)),
        (date(2026, 3, 27), 5, date(2026, 4, 7)),
        (date(2026, 8, 29), 5, date(2026, 9, 7)),
        (date(2026, 8, 28), 2, date(2026, 9, 2)),
        (date(2026, 12, 18), 15, date(2027, 1, 13)),
        (date(2026, 12, 24), 3, date(2026, 12, 31)),
    ],
)
def test_it_agrees_with_the_published_examples(start: date, amount: int, expected: date) -> None:
    assert add_working_days(start, amount) == expected
    assert due(start, amount, Unit.WORKING_DAYS) == expected
    assert working_days_between(start, expected) == amount


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 12, 1), date(2012, 11, 30)),
        (date(2013, 3, 1), date(2013, 3, 1)),
        (date(2013, 6, 1), date(2013, 5, 31)),
        (date(2013, 9, 1), date(2013, 8, 30)),
        (date(2013, 12, 1), date(2013, 11, 29)),
        (date(2014, 3, 1), date(2014, 2, 28)),
        (date(2014, 6, 1), date(2014, 5, 30)),
    ],
)
def test_it_moves_a_weekend_date_to_the_friday_before(day: date, expected: date) -> None:
    assert friday_before(day) == expected


@given(days)
def test_it_moves_only_weekends_and_only_to_a_friday(day: date) -> None:
    moved = friday_before(day)
    assert timedelta(0) <= day - moved <= timedelta(days=2)
    assert moved == day if day.weekday() < 5 else moved.weekday() == 4


def test_it_starts_a_non_working_day_with_the_next_working_day_as_day_one() -> None:
    easter_monday = date(2026, 4, 6)
    assert add_working_days(easter_monday, 1) == date(2026, 4, 7)
    assert add_working_days(easter_monday, 0) == date(2026, 4, 7)
    assert add_working_days(date(2026, 4, 7), 0) == date(2026, 4, 7)


@given(days, st.integers(-60, 60))
def test_it_never_lands_on_a_day_when_nobody_works(start: date, amount: int) -> None:
    assert is_working_day(add_working_days(start, amount))


@given(days, amounts)
def test_it_is_undone_by_counting(start: date, amount: int) -> None:
    assert working_days_between(start, add_working_days(start, amount)) == amount
    assert working_days_between(start, add_working_days(start, -amount)) == -amount


@given(days.filter(is_working_day), amounts)
def test_it_is_undone_by_going_back_from_a_working_day(start: date, amount: int) -> None:
    assert add_working_days(add_working_days(start, amount), -amount) == start


@given(days, days, amounts)
def test_it_never_makes_a_later_start_due_earlier(first: date, second: date, amount: int) -> None:
    first, second = sorted((first, second))
    assert add_working_days(first, amount) <= add_working_days(second, amount)
    assert add_working_days(first, amount) < add_working_days(first, amount + 1)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (7, Unit.CALENDAR_DAYS, date(2026, 2, 7)),
        (2, Unit.WEEKS, date(2026, 2, 14)),
        (-1, Unit.WEEKS, date(2026, 1, 24)),
        (1, Unit.MONTHS, date(2026, 2, 28)),
        (13, Unit.MONTHS, date(2027, 2, 28)),
        (25, Unit.MONTHS, date(2028, 2, 29)),
        (-2, Unit.MONTHS, date(2025, 11, 30)),
    ],
)
def test_it_counts_other_units_without_skipping_holidays(amount: int, unit: Unit, expected: date) -> None:
    assert due(date(2026, 1, 31), amount, unit) == expected


@given(days, st.integers(-240, 240))
def test_it_keeps_the_day_of_the_month_where_it_can(start: date, months: int) -> None:
    moved = add_months(start, months)
    assert (moved.year - start.year) * 12 + moved.month - start.month == months
    assert moved.day == start.day or (moved + timedelta(days=1)).day == 1


def test_it_counts_hours_through_the_night_and_the_change_of_the_clocks() -> None:
    # Summer time begins on 29 March 2026 at 01:00.
    begun = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assert due_at(begun, 24, Unit.CLOCK_HOURS) == datetime(2026, 3, 29, 23, 30, tzinfo=UTC)
    assert due(begun, 24, Unit.CLOCK_HOURS) == date(2026, 3, 30)
    with pytest.raises(ValueError, match="starts at a moment"):
        due(date(2026, 3, 28), 24, Unit.CLOCK_HOURS)


def test_it_lets_a_clock_in_days_last_until_the_end_of_its_last_london_day() -> None:
    begun = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # already 1 July in London
    assert due(begun, 1, Unit.WORKING_DAYS) == date(2026, 7, 2)
    assert due_at(begun, 1, Unit.WORKING_DAYS) == datetime(2026, 7, 2, 23, 0, tzinfo=UTC)
