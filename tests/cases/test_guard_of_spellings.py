"""The question about the other side, asked of somebody who sees one side only, whatever the spelling."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import SafeContact
from cases.services.mentions import other_side_mentioned
from cases.services.people import edit_identity
from tests.world import World

pytestmark = pytest.mark.django_db

QUIET = "abcdefghij"  # letters of no word below
_AROUND = st.text(alphabet=QUIET + " .,;\n", max_size=30)
_CASES = st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase])
_one_by_one = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def apart(world: World) -> World:
    """Whoever asks works the harmed side; the offender has details in every difficult form."""
    world.north.allocate(world.case, sides="harmed")
    with world.north.at("manager"):
        edit_identity(
            world.responsible,
            actor=world.north.actor("manager"),
            given_names="Zoë",
            family_name="O'Quirk-MacTorrin",
            known_as="Lux",
        )
        SafeContact.objects.filter(file=world.responsible).update(
            address="Flat 3\n17 Wrynose Terrace, Norwich",
            postcode="CV1 2GT",
            phone="02476960123 / 07700900123 x 4",
            email="Lux.Torrin@person.example",
        )
    return world


def kinds(world: World, text: str) -> set[str]:
    with world.north.at("facilitator"):
        return other_side_mentioned(world.harmed, [text])


NAMES = [
    *("Zoë", "Zoe", "Zoe\u0308", "Lux", "Zoe's"),
    *("O'Quirk", "O\u2019Quirk", "OQuirk", "O Quirk", "O-Quirk"),
    *("MacTorrin", "Mac Torrin", "Mac-Torrin", "O'Quirk\u2013MacTorrin", "OQuirkMacTorrin"),
]


@_one_by_one
@given(_AROUND, st.sampled_from(NAMES), _CASES, _AROUND)
def test_it_finds_a_name_in_any_spelling(
    apart: World, before: str, name: str, case: object, after: str
) -> None:
    assert "name" in kinds(apart, f"{before} {case(name)} {after}")  # type: ignore[operator]


@_one_by_one
@given(_AROUND, st.sampled_from(["", " ", "  ", "-", "\n", "."]), _CASES, _AROUND)
def test_it_finds_a_postcode_in_any_spacing(
    apart: World, before: str, gap: str, case: object, after: str
) -> None:
    typed = case(f"cv1{gap}2gt")  # type: ignore[operator]
    assert "postcode" in kinds(apart, f"{before} {typed} {after}")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Either number, national or from abroad, with anything people put between the digits."""
    national = draw(st.sampled_from(["2476960123", "7700900123"]))
    lead = draw(st.sampled_from(["0", "+44 ", "+44 (0)", "0044", "44", "(0)", ""]))
    gaps = draw(st.lists(st.sampled_from(["", "", " ", "-", ".", " - ", "/"]), min_size=9, max_size=9))
    return lead + "".join(digit + gap for digit, gap in zip(national, [*gaps, ""], strict=True))


@_one_by_one
@given(_AROUND, numbers(), _AROUND)
def test_it_finds_a_phone_number_in_any_form(apart: World, before: str, number: str, after: str) -> None:
    assert "phone" in kinds(apart, f"{before} {number} {after}")


@_one_by_one
@given(_AROUND, st.sampled_from(["", " "]), st.sampled_from(["", "<", "mailto:"]), _CASES, _AROUND)
def test_it_finds_an_email_address(
    apart: World, before: str, gap: str, lead: str, case: object, after: str
) -> None:
    typed = case(f"lux.torrin{gap}@{gap}person.example")  # type: ignore[operator]
    assert "email" in kinds(apart, f"{before} {lead}{typed} {after}")


@_one_by_one
@given(_AROUND, st.sampled_from([" ", ", ", "\n", "  "]), _CASES, _AROUND)
def test_it_finds_a_street_with_its_number(
    apart: World, before: str, gap: str, case: object, after: str
) -> None:
    typed = case(f"17{gap}Wrynose{gap}Terrace")  # type: ignore[operator]
    assert "address" in kinds(apart, f"{before} {typed} {after}")


@_one_by_one
@given(st.text(alphabet=QUIET + QUIET.upper() + "0123456789 .,;-@()+\n", max_size=120))
def test_it_asks_about_no_text_that_holds_none_of_it(apart: World, text: str) -> None:
    said = "".join(each for each in text if each.isdigit())
    assert "2476960123" not in said
    assert kinds(apart, text) == set()


@_one_by_one
@given(st.sampled_from(["Hana Northvictim", "B1 1AA", "0121 496 0000", "1 Northvictim Road"]), _CASES)
def test_it_never_asks_about_the_persons_own_details(apart: World, own: str, case: object) -> None:
    assert kinds(apart, f"Spoke of {case(own)} today") == set()  # type: ignore[operator]
