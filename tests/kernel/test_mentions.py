"""Finding one person's details in a text meant for another person's file."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.mentions import Needle, NeedleKind, contains_any, needles_for

WREN = needles_for(
    names=["Mrs Zoë O'Brien", "Wren van Smith-Jones"],
    postcodes=["NR1 3JU"],
    phones=["07700 900123", "+44 (0)1603 496 0999"],
    emails=["zoe.wren@example.org"],
)


def found(text: str) -> list[str]:
    return [needle.value for needle in contains_any(text, WREN)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He asked how Zoë was.", "Zoë"),
        ("he asked how ZOE was", "Zoë"),
        ("Zoe's house", "Zoë"),
        ("met (zoe2) there", "Zoë"),
        ("Mr OBrien", "O'Brien"),
        ("o\u2019brien", "O'Brien"),
        ("O Brien", "O'Brien"),
        ("the Smith Jones family", "Smith-Jones"),
        ("smithjones", "Smith-Jones"),
        ("Smith\u2013Jones", "Smith-Jones"),
        ("lives at nr13ju now", "NR1 3JU"),
        ("NR1  3JU.", "NR1 3JU"),
        ("NR1-3JU", "NR1 3JU"),
        ("rang 07700900123 twice", "07700 900123"),
        ("07700-900-123", "07700 900123"),
        ("0 7 7 0 0 9 0 0 1 2 3", "07700 900123"),
        ("+44 7700 900 123", "07700 900123"),
        ("+44(0)7700900123", "07700 900123"),
        ("0044 7700 900123", "07700 900123"),
        ("447700900123", "07700 900123"),
        ("7700 900123", "07700 900123"),
        ("01603 4960999", "+44 (0)1603 496 0999"),
        ("wrote to ZOE.WREN@EXAMPLE.ORG.", "zoe.wren@example.org"),
        ("<zoe.wren @ example.org>", "zoe.wren@example.org"),
    ],
)
def test_it_finds_a_detail_however_written(text: str, value: str) -> None:
    assert value in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The zoetrope and Zoey.",
        "Mrs Brown took a van to the venue.",
        "Obrienson and jones",
        "NR1 3JUX or XNR1 3JU or NR1 3JV",
        "107700900123 and 077009001234",
        "07700 900124",
        "xzoe.wrench@example.organisation",
        "A burglary on 12 March 2026, case NOR-2026-0142-Y.",
    ],
)
def test_it_does_not_ask_about_other_words(text: str) -> None:
    assert found(text) == []


def test_it_does_not_take_an_address_for_a_longer_one() -> None:
    address = needles_for(emails=["wren@example.org"])
    assert not contains_any("zoe.wren@example.org", address)
    assert not contains_any("wren@example.org.uk", address)
    assert contains_any("Write to wren@example.org. Then call.", address)


def test_it_answers_with_the_needles_in_their_order() -> None:
    assert found("nr1 3ju, Wren, 07700 900123, Zoë") == ["Zoë", "Wren", "NR1 3JU", "07700 900123"]


def test_it_leaves_out_titles_particles_and_empty_values() -> None:
    assert needles_for(names=["Mrs A de la Cruz", ""], postcodes=[""], phones=[" "]) == [
        Needle(NeedleKind.NAME, "Cruz")
    ]


@pytest.mark.parametrize(
    "needle",
    [
        Needle(NeedleKind.NAME, "Z"),
        Needle(NeedleKind.NAME, "-"),
        Needle(NeedleKind.PHONE, "01234"),
        Needle(NeedleKind.POSTCODE, "NR1"),
        Needle(NeedleKind.EMAIL, "zoe"),
    ],
)
def test_it_never_finds_what_is_too_short_to_mean_anybody(needle: Needle) -> None:
    assert not contains_any("Z - 01234 NR1 zoe @ zoe@", [needle])


def test_it_finds_a_number_from_abroad() -> None:
    abroad = needles_for(phones=["+33 6 39 98 12 34"])
    assert contains_any("+33639981234", abroad)
    assert contains_any("0033 6 39 98 12 34", abroad)


@given(st.text(), st.sampled_from(WREN), st.text())
def test_it_finds_every_needle_set_apart_by_spaces(before: str, needle: Needle, after: str) -> None:
    # A digit on either side would make it another number, so a bar keeps the neighbours off.
    assert needle in contains_any(f"{before} | {needle.value} | {after}", WREN)


def test_it_stays_quick_on_a_long_hostile_text() -> None:
    text = "0 " * 50_000 + "o' " * 50_000 + "zoe.wren@ " * 10_000
    begun = time.perf_counter()
    contains_any(text, WREN)
    assert time.perf_counter() - begun < 10  # a search gone quadratic takes minutes
