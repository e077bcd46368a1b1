"""An address in a text is noticed however it is typed; ordinary sentences are left in peace."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.addresses import addresses_in, compact

STREETS = ["High Street", "Acacia Avenue", "St Mary's Close", "The Old Mill Lane", "O'Brien Way", "Zoë Rd"]
POSTCODES = ["LS1 4AP", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX", "GIR 0AA"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It is a 20 minute drive from here.",
        "The 5 of us went that way.",
        "Call at 10, close to noon.",
        "Rang 0121 496 0000 twice on 12 March 2026 about NOR-2026-0142-Y.",
        "A 14 day order of the court.",
        "2 people walk by. Order 12. Age 14.",
        "She has seen him 3 times on the way to work.",
        "Paid £40 in court.",
        "At 18:30 Park ranger came",
    ],
)
def test_it_finds_no_address_in_ordinary_sentences(text: str) -> None:
    assert addresses_in(text) == []


_CASES = st.sampled_from([str, str.upper, str.lower, str.title])
_GAPS = st.sampled_from(["", " ", "  ", "-"])
_AROUND = st.text(alphabet=" abcdefg.,\n", max_size=40)


@given(_AROUND, st.sampled_from(POSTCODES), _GAPS, _CASES, _AROUND)
def test_it_finds_a_postcode_in_any_spacing_and_case(
    before: str, postcode: str, gap: str, case: object, after: str
) -> None:
    typed = case(postcode.replace(" ", gap))  # type: ignore[operator]
    found = addresses_in(f"{before} {typed} {after}")
    assert compact(postcode) in [compact(one) for one in found]


@given(
    _AROUND,
    st.integers(1, 9999),
    st.sampled_from(["", "a", " B"]),
    st.sampled_from([" ", ", ", "  "]),
    st.sampled_from(STREETS),
    _CASES,
    st.sampled_from(["", ".", ", Leeds", "\nLeeds"]),
)
def test_it_finds_a_number_in_a_street(
    before: str, number: int, letter: str, gap: str, street: str, case: object, after: str
) -> None:
    typed = case(street)  # type: ignore[operator]
    found = addresses_in(f"{before} {number}{letter}{gap}{typed}{after}")
    assert any(compact(street) in compact(one) and str(number) in one for one in found), found


@given(st.text(max_size=300))
def test_it_answers_with_parts_of_the_text(text: str) -> None:
    for one in addresses_in(text):
        assert compact(one) in compact(text)


def test_it_stays_quick_on_a_long_hostile_text() -> None:
    text = "1 a " * 50_000 + "9" * 100_000 + " o'" * 50_000
    begun = time.perf_counter()
    addresses_in(text)
    assert time.perf_counter() - begun < 10  # a search gone quadratic takes minutes
