"""Identifiers of the justice system, against the published examples."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel import identifiers
from rjcase.kernel.checkletter import check_letter
from rjcase.kernel.identifiers import IdentifierError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1979/0163001B", "1979/0163001B"),
        ("2002/0073319Z", "2002/0073319Z"),
        ("1981/0000034U", "1981/0000034U"),
        ("2000/0000223R", "2000/0000223R"),
        ("2003/0000003Y", "2003/0000003Y"),
        ("1967/9893091D", "1967/9893091D"),
        ("1999/1234567B", "1999/1234567B"),
        ("99/123456X", "1999/0123456X"),
        ("20/9N", "2020/0000009N"),
        ("21/9999M", "2021/0009999M"),
        (" 2002 / 73319z ", "2002/0073319Z"),
        ("20020073319Z", "2002/0073319Z"),
        ("20030011985X", "2003/0011985X"),
        ("20120052494Q", "2012/0052494Q"),
        ("20230583843L", "2023/0583843L"),
        ("2001/0171310W", "2001/0171310W"),
        ("209N", "2020/0000009N"),
    ],
)
def test_it_reads_a_pnc_id(typed: str, stored: str) -> None:
    assert identifiers.pnc_id(typed) == stored
    assert identifiers.pnc_id(stored) == stored


@pytest.mark.parametrize(
    "typed", ["20030011985Z", "20120052494O", "20230583843N", "2001/0171310S", "1999/1234567A"]
)
def test_it_refuses_a_pnc_id_with_the_wrong_letter(typed: str) -> None:
    with pytest.raises(IdentifierError):
        identifiers.pnc_id(typed)


def test_it_takes_a_two_digit_year_after_this_one_for_the_last_century() -> None:
    typed = f"27/1{check_letter(270000001)}"
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC), tick=False):
        assert identifiers.pnc_id(typed).startswith("1927/")
    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=UTC), tick=False):
        assert identifiers.pnc_id(typed).startswith("2027/")


@time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC), tick=False)
def test_it_refuses_a_pnc_id_of_a_year_to_come() -> None:
    with pytest.raises(IdentifierError) as caught:
        identifiers.pnc_id(f"2027/0000001{check_letter(270000001)}")
    assert caught.value.code == "year"


@given(st.integers(1950, 2020), st.integers(1, 9_999_999), st.integers(1, 22))
def test_it_reads_every_pnc_id_and_no_other_letter(year: int, serial: int, shift: int) -> None:
    number = int(f"{year % 100:02d}{serial:07d}")
    stored = f"{year}/{serial:07d}{check_letter(number)}"
    assert identifiers.pnc_id(f"{year}/{serial}{check_letter(number)}") == stored
    assert identifiers.pnc_id(stored.replace("/", "").lower()) == stored
    with pytest.raises(IdentifierError) as caught:
        identifiers.pnc_id(f"{year}/{serial}{check_letter(number + shift)}")
    assert caught.value.code == "check_letter"


@pytest.mark.parametrize(
    "typed",
    [
        *("123456/99L", "001234/88P", "1234/88P", "1/11X", "265416/21G", "65656/91H", "065656/91H"),
        *("SF05/482703J", "SF83/50058Z", "SF88/1234P", "SF88/001234P"),
    ],
)
def test_it_reads_a_cro_number_and_keeps_it_as_typed(typed: str) -> None:
    assert identifiers.cro_number(typed) == typed
    assert identifiers.cro_number(f" {typed.lower()} ") == typed


@pytest.mark.parametrize(
    "typed", ["123456/99Z", "85227/65G", "SF05/482703K", "1234567/99L", "SF05-482703J", ""]
)
def test_it_refuses_other_cro_numbers(typed: str) -> None:
    with pytest.raises(IdentifierError):
        identifiers.cro_number(typed)


@given(st.integers(0, 99), st.integers(1, 999_999), st.integers(1, 22))
def test_it_reads_every_cro_number_and_no_other_letter(year: int, serial: int, shift: int) -> None:
    number = year * 1_000_000 + serial
    assert identifiers.cro_number(f"{serial}/{year:02d}{check_letter(number)}")
    with pytest.raises(IdentifierError):
        identifiers.cro_number(f"{serial}/{year:02d}{check_letter(number + shift)}")


@pytest.mark.parametrize(
    ("read", "typed", "stored"),
    [
        (identifiers.prison_number, "a1234aa", "A1234AA"),
        (identifiers.prison_number, "A 1234 AA", "A1234AA"),
        (identifiers.crn, "x123456", "X123456"),
        (identifiers.police_urn, "20XX0012326", "20XX0012326"),
        (identifiers.police_urn, "20/xx/00123/26", "20XX0012326"),
        (identifiers.police_urn, "00/AA/0000000/00", "00AA000000000"),
    ],
)
def test_it_reads_numbers_without_a_check(read: Callable[[str], str], typed: str, stored: str) -> None:
    assert read(typed) == stored


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (identifiers.prison_number, "1234AAA"),
        (identifiers.prison_number, "A1234A"),
        (identifiers.prison_number, "A\u0661\u0662\u0663\u0664AA"),
        (identifiers.crn, "X12345"),
        (identifiers.crn, "XX12345"),
        (identifiers.police_urn, "20XX001232"),
        (identifiers.police_urn, "20XX00012326"),
        (identifiers.police_urn, "AAXX0012326"),
    ],
)
def test_it_shows_the_form_it_expects(read: Callable[[str], str], typed: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        read(typed)
    assert caught.value.message.startswith("Enter a ")
    assert "valid" not in caught.value.message


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("m11ae", "M1 1AE"),
        ("B33 8TH", "B33 8TH"),
        ("W1A0AX", "W1A 0AX"),
        ("cr2 6xh", "CR2 6XH"),
        ("DN551PT", "DN55 1PT"),
        (" ec1a  1bb ", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
        ("NR1-3JU", "NR1 3JU"),
        ("No fixed abode", "ZZ99 3VZ"),
        ("zz993vz", "ZZ99 3VZ"),
        ("bfpo57", "BFPO 57"),
    ],
)
def test_it_reads_a_postcode(typed: str, stored: str) -> None:
    assert identifiers.postcode(typed) == stored
    assert identifiers.postcode(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "NR1",
        "QR1 3JU",
        "VR1 3JU",
        "XR1 3JU",
        "NI1 3JU",
        "NJ1 3JU",
        "NZ1 3JU",
        "NR1 3CU",
        "NR1 3UO",
        "NR1 JJU",
        "NRR1 3JU",
    ],
)
def test_it_refuses_other_postcodes(typed: str) -> None:
    with pytest.raises(IdentifierError):
        identifiers.postcode(typed)


@given(
    st.from_regex(r"[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-Z]?", fullmatch=True),
    st.from_regex(r"[0-9][ABDEFGHJLNPQRSTUWXYZ]{2}", fullmatch=True),
)
def test_it_puts_one_space_before_the_last_three(outward: str, inward: str) -> None:
    assert identifiers.postcode(f"{outward}{inward}".lower()) == f"{outward} {inward}"


@given(st.text())
def test_it_answers_any_text_with_a_stored_form_or_a_sentence(text: str) -> None:
    for read in (
        identifiers.pnc_id,
        identifiers.cro_number,
        identifiers.prison_number,
        identifiers.crn,
        identifiers.police_urn,
        identifiers.postcode,
    ):
        stored = _read_or_none(read, text)
        assert stored is None or read(stored) == stored


def _read_or_none(read: Callable[[str], str], text: str) -> str | None:
    try:
        return read(text)
    except IdentifierError:
        return None
