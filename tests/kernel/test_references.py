"""Case references and receipt codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.references import (
    RECEIPT_ALPHABET,
    CaseReference,
    CaseReferenceError,
    format_reference,
    parse_receipt_code,
    parse_reference,
    receipt_code,
)

prefixes = st.from_regex(r"[A-Z]{2,5}", fullmatch=True)
years = st.integers(1900, 2099)
serials = st.integers(1, 999_999)


def test_it_writes_the_parts_and_the_check_letter() -> None:
    # 26000142 = 23 * 1130440 + 22, and position 22 of the alphabet is Y.
    assert format_reference("NOR", 2026, 142) == "NOR-2026-0142-Y"
    # 26000012 = 23 * 1130435 + 7, position 7 is G; a serial may outgrow four digits.
    assert format_reference("SO", 2026, 12) == "SO-2026-0012-G"
    assert format_reference("SO", 2026, 123456).startswith("SO-2026-123456-")


@pytest.mark.parametrize(
    "typed",
    [
        "NOR-2026-0142-Y",
        "nor-2026-0142-y",
        "NOR20260142Y",
        " nor 2026 0142 y ",
        "NOR\u20132026\u20130142\u2013Y",
        "NOR/2026/142/Y",
        "nor2026-142y",
    ],
)
def test_it_reads_a_reference_however_typed(typed: str) -> None:
    assert parse_reference(typed) == CaseReference("NOR", 2026, 142)


@given(prefixes, years, serials)
def test_it_reads_what_it_writes(prefix: str, year: int, serial: int) -> None:
    written = format_reference(prefix, year, serial)
    expected = CaseReference(prefix, year, serial)
    assert parse_reference(written) == expected
    assert parse_reference(written.lower().replace("-", "")) == expected


@given(prefixes, years, serials, st.integers(0, 5), st.integers(1, 9))
def test_it_notices_every_single_wrong_digit_of_the_serial(
    prefix: str, year: int, serial: int, place: int, shift: int
) -> None:
    digits = list(f"{serial:06d}")
    digits[place] = str((int(digits[place]) + shift) % 10)
    letter = format_reference(prefix, year, serial)[-1]
    with pytest.raises(CaseReferenceError):
        parse_reference(f"{prefix}-{year}-{''.join(digits)}-{letter}")


def test_it_says_that_the_check_letter_is_wrong() -> None:
    with pytest.raises(CaseReferenceError) as caught:
        parse_reference("NOR-2026-0124-Y")
    assert caught.value.code == "check_letter"
    assert "last letter" in caught.value.message


@pytest.mark.parametrize(
    "typed", ["", "NOR", "2026-0142-Y", "N-2026-0142-Y", "NOR-1726-0142-Y", "NOR-2026-0000-X"]
)
def test_it_says_what_a_reference_looks_like(typed: str) -> None:
    with pytest.raises(CaseReferenceError) as caught:
        parse_reference(typed)
    assert caught.value.code == "format"


def test_it_shows_an_example_that_it_would_read_itself() -> None:
    with pytest.raises(CaseReferenceError) as caught:
        parse_reference("?")
    assert parse_reference(caught.value.message.rsplit(" ", 1)[1])


@pytest.mark.parametrize(
    ("prefix", "year", "serial"), [("nor", 2026, 1), ("N", 2026, 1), ("NOR", 26, 1), ("NOR", 2026, 0)]
)
def test_it_refuses_to_write_parts_that_no_reference_can_hold(prefix: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="of a case reference"):
        format_reference(prefix, year, serial)


def test_it_makes_receipt_codes_that_cannot_be_guessed_or_misread() -> None:
    codes = {receipt_code() for _ in range(2000)}
    assert len(codes) == 2000
    letters = "".join(code[2:].replace("-", "") for code in codes)
    assert len(letters) == 2000 * 16
    assert set(letters) == set(RECEIPT_ALPHABET)
    assert len(RECEIPT_ALPHABET) ** 16 > 2**60
    assert not set(RECEIPT_ALPHABET) & set("0O1IL2ZS5B8") - set("258")


def test_it_reads_a_receipt_code_however_typed() -> None:
    for _ in range(200):
        code = receipt_code()
        for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), code[2:]):
            assert parse_receipt_code(typed) == code
    with pytest.raises(CaseReferenceError):
        parse_receipt_code("R-7KQ2-M9XD")
