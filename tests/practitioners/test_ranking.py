"""Who is proposed first, as properties of the ranking alone."""

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from practitioners.ranking import Match, Offerable, Reason, Stop, Wanted, match, ranked

AREAS = st.frozensets(st.sampled_from([UUID(int=number) for number in range(4)]))
TONGUES = st.frozensets(st.sampled_from(["pl", "ur", "cy"]))
TIMES = st.frozensets(st.sampled_from(["day", "evening", "weekend"]))
COMPETENCES = st.frozensets(st.sampled_from(["sensitive", "complex"]))
LIMITS = st.none() | st.integers(0, 6)
PEOPLE = st.builds(
    Offerable,
    user_id=st.integers(1, 50),
    name=st.sampled_from(["Ada", "Ben", "Cy"]),
    competences=COMPETENCES,
    languages=TONGUES,
    home_area=st.none() | st.sampled_from([UUID(int=number) for number in range(4)]),
    areas=AREAS,
    times=TIMES,
    cases=st.integers(0, 6),
    serious=st.integers(0, 6),
    offers=st.integers(0, 3),
    limit=LIMITS,
    serious_limit=LIMITS,
    is_away=st.booleans(),
)
WANTED = st.builds(Wanted, st.booleans(), st.booleans(), TONGUES, AREAS, TIMES)


def place(people: list[Match], person: Offerable) -> int:
    return next(number for number, one in enumerate(people) if one.person is person)


@given(st.lists(PEOPLE, max_size=8), WANTED)
def test_it_loses_nobody_and_puts_those_who_are_stopped_last(people: list[Offerable], wanted: Wanted) -> None:
    found = ranked(people, wanted)
    assert sorted(one.person.user_id for one in found) == sorted(person.user_id for person in people)
    stopped = [bool(one.stops) for one in found]
    assert stopped == sorted(stopped)
    assert ranked(list(reversed(people)), wanted) == found or len({p.user_id for p in people}) < len(people)
    for first, second in pairwise(found):
        if bool(first.stops) == bool(second.stops):
            assert first.score >= second.score


@given(PEOPLE, WANTED)
def test_it_stops_for_what_the_case_asks_and_the_person_has_not(person: Offerable, wanted: Wanted) -> None:
    stops = set(match(person, wanted).stops)
    assert (Stop.NOT_SENSITIVE in stops) == (wanted.is_sensitive and "sensitive" not in person.competences)
    assert (Stop.NOT_COMPLEX in stops) == (wanted.is_complex and "complex" not in person.competences)
    full = person.limit is not None and person.cases + person.offers >= person.limit
    assert (Stop.FULL in stops) == full
    if not (wanted.is_sensitive or wanted.is_complex):
        assert stops <= {Stop.FULL}


@given(PEOPLE, WANTED)
def test_it_prefers_the_less_loaded_of_two_alike(person: Offerable, wanted: Wanted) -> None:
    free = replace(person, limit=None, serious_limit=None, name="Ada", user_id=1)
    busy = replace(free, cases=free.cases + 1, name="Aaa", user_id=2)
    assert [one.person for one in ranked([busy, free], wanted)] == [free, busy]


@given(PEOPLE, WANTED, st.sampled_from(["pl", "ur", "cy"]))
def test_it_prefers_who_speaks_their_language(person: Offerable, wanted: Wanted, tongue: str) -> None:
    asks = replace(wanted, languages=frozenset({tongue}))
    without = replace(person, languages=frozenset(), name="Aaa", user_id=1)
    speaks = replace(person, languages=frozenset({tongue}), name="Zoe", user_id=2)
    assert place(ranked([without, speaks], asks), speaks) == 0
    assert Reason.LANGUAGE in match(speaks, asks).reasons


@given(PEOPLE, WANTED)
def test_it_weighs_travel_times_and_absence(person: Offerable, wanted: Wanted) -> None:
    here = UUID(int=1)
    asks = replace(wanted, areas=frozenset({here}), times=frozenset({"evening"}))
    base = replace(person, is_away=False, home_area=None, areas=frozenset(), times=frozenset({"day"}))
    far, travels = match(base, asks), match(replace(base, areas=frozenset({here})), asks)
    near = match(replace(base, home_area=here), asks)
    assert near.score > travels.score > far.score
    assert match(replace(base, times=frozenset({"evening"})), asks).score > far.score
    assert match(replace(base, is_away=True), asks).score < far.score


@given(PEOPLE)
def test_it_gives_no_reason_where_nothing_is_asked(person: Offerable) -> None:
    assert set(match(person, Wanted()).reasons) <= {Reason.AWAY}
