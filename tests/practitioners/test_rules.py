"""Readiness, limits and what runs out, as properties of the rules alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practitioners.kinds import STAGES
from practitioners.rules import (
    Held,
    Lasts,
    Need,
    is_ready,
    lasts,
    may_supervise_another,
    missing_competence,
    months_between,
    stage_of,
    towards_accreditation,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PROCESSES = st.lists(st.builds(Held, DAYS, st.booleans()), max_size=12)
TODAY = date(2026, 11, 22)


def held(*days_ago: int, face_to_face: int) -> list[Held]:
    return [Held(TODAY - timedelta(days=days), number < face_to_face) for number, days in enumerate(days_ago)]


@pytest.mark.parametrize(
    ("processes", "expected"),
    [
        (held(400, 300, 200, 100, 50, face_to_face=3), True),
        (held(400, 300, 200, 100, face_to_face=3), False),
        (held(400, 300, 200, 100, 50, face_to_face=2), False),
        (held(300, 200, 100, 50, 20, face_to_face=5), False),
        ([], False),
    ],
)
def test_it_says_who_may_apply(processes: list[Held], expected: bool) -> None:
    assert is_ready(processes, TODAY) is expected


def test_it_takes_a_year_to_the_day() -> None:
    first = [Held(date(2025, 11, 22), True)] * 5
    assert not is_ready(first, date(2026, 11, 21))
    assert is_ready(first, date(2026, 11, 22))
    assert months_between(date(2024, 2, 29), date(2025, 2, 28)) == 12
    assert months_between(date(2024, 1, 31), date(2024, 2, 28)) == 0


@given(PROCESSES, DAYS)
def test_it_is_ready_exactly_when_every_need_is_met(processes: list[Held], day: date) -> None:
    past = [one for one in processes if one.on <= day]
    steps = {step.need: step for step in towards_accreditation(processes, day)}
    assert is_ready(processes, day) == all(step.is_met for step in steps.values())
    assert steps[Need.PROCESSES].have == len(past) >= steps[Need.FACE_TO_FACE].have
    assert is_ready(processes, day) == (
        len(past) >= 5
        and sum(one.is_face_to_face for one in past) >= 3
        and months_between(min(one.on for one in past), day) >= 12
    )


@given(PROCESSES, DAYS, st.builds(Held, DAYS, st.booleans()), st.timedeltas(timedelta(0), timedelta(3000)))
def test_it_never_takes_readiness_back(processes: list[Held], day: date, one: Held, later: timedelta) -> None:
    if is_ready(processes, day):
        assert is_ready([*processes, one], day)
        assert is_ready(processes, day + later)


@given(DAYS, st.timedeltas(timedelta(0), timedelta(4000)))
def test_it_counts_months_without_gaps(first: date, more: timedelta) -> None:
    last = first + more
    months = months_between(first, last)
    assert 0 <= months_between(first, last + timedelta(days=1)) - months <= 1
    assert months * 28 <= more.days + 3


@given(DAYS, DAYS)
def test_it_says_when_something_runs_out(until: date, day: date) -> None:
    state = lasts(until, day)
    assert (state == Lasts.OVER) == (until < day)
    assert (state == Lasts.SOON) == (0 <= (until - day).days <= 60)
    assert lasts(None, day) == Lasts.CURRENT


@given(st.lists(st.sampled_from(STAGES)))
def test_it_finds_the_furthest_step(taken: list[str]) -> None:
    stage = stage_of(taken, STAGES)
    assert stage == "" if not taken else all(STAGES.index(code) <= STAGES.index(stage) for code in taken)


@given(st.booleans(), st.booleans(), st.sets(st.sampled_from(["sensitive", "complex", "other"])))
def test_it_asks_for_the_competence_of_the_case(sensitive: bool, complex_: bool, held: set[str]) -> None:
    missing = missing_competence(is_sensitive=sensitive, is_complex=complex_, held=held)
    assert ("sensitive" in missing) == (sensitive and "sensitive" not in held)
    assert ("complex" in missing) == (complex_ and "complex" not in held)


def test_it_lets_one_supervise_two_volunteers() -> None:
    assert [may_supervise_another(number) for number in range(4)] == [True, True, False, False]
