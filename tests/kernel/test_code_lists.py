"""Dated code lists: the mechanism, the soundness of all the data, and the figures of the sources."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rjcase.kernel.codelists import (
    CODE_LISTS,
    Code,
    CodeList,
    CodeNotInUseError,
    Status,
    UnknownCodeError,
    age_band,
    age_on,
    codelist,
)
from rjcase.kernel.codelists.equality import disability
from rjcase.kernel.codelists.offences import TARGETING_SETS

TODAY = date(2026, 11, 21)
ALL_CODES = [(each, code) for each in CODE_LISTS.values() for code in each]

COLOURS = CodeList(
    name="colours",
    title="Colours",
    source="This test",
    status=Status.OWN,
    codes=(
        Code("red", "Red"),
        Code("grue", "Grue", valid_to=date(2020, 12, 31), maps={"old": "G"}),
        Code("green", "Green", valid_from=date(2021, 1, 1), maps={"old": "G"}),
        Code("x", "Sent by others", offered=False),
    ),
)


def test_it_offers_what_is_in_use_on_the_day() -> None:
    assert [code for code, _label in COLOURS.choices(date(2020, 12, 31))] == ["red", "grue"]
    assert [code for code, _label in COLOURS.choices(date(2021, 1, 1))] == ["red", "green"]


def test_it_keeps_offering_the_code_a_record_was_saved_with() -> None:
    assert COLOURS.choices(TODAY, keep=["grue", "x"]) == [
        ("red", "Red"),
        ("grue", "Grue"),
        ("green", "Green"),
        ("x", "Sent by others"),
    ]


def test_it_labels_and_maps_a_retired_code() -> None:
    assert COLOURS.label("grue") == "Grue"
    assert COLOURS.map("grue", "old") == COLOURS.map("green", "old") == "G"


def test_it_says_which_code_list_or_mapping_is_missing() -> None:
    with pytest.raises(UnknownCodeError, match="'blue'"):
        COLOURS.label("blue")
    with pytest.raises(UnknownCodeError, match="nothing in old"):
        COLOURS.map("red", "old")
    with pytest.raises(UnknownCodeError, match="'weather'"):
        codelist("weather")


def test_it_takes_only_codes_of_the_day_but_also_those_it_never_offers() -> None:
    COLOURS.validate("grue", date(2020, 12, 31))
    COLOURS.validate("x", TODAY)
    for code, on in (("grue", date(2021, 1, 1)), ("green", date(2020, 12, 31)), ("blue", TODAY)):
        with pytest.raises(CodeNotInUseError, match=code):
            COLOURS.validate(code, on)


def test_it_refuses_a_list_that_holds_a_code_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        CodeList("twice", "Twice", "This test", Status.OWN, (Code("a", "A"), Code("a", "B")))


def test_it_holds_each_list_once_with_its_source() -> None:
    from rjcase.kernel import codelists

    assert len(CODE_LISTS) == sum(len(family) for family in codelists._FAMILIES)
    for each in CODE_LISTS.values():
        assert each.codes, each.name
        assert each.source, each.name
        assert str(each.title), each.name
        assert each.choices(TODAY), each.name


@pytest.mark.parametrize(
    ("each", "code"), ALL_CODES, ids=lambda value: getattr(value, "name", None) or value.code
)
def test_it_holds_sound_codes(each: CodeList, code: Code) -> None:
    assert code.code == code.code.strip() != ""
    assert len(code.code) <= 32  # the length of the columns that hold codes
    assert str(code.label).strip()
    if code.valid_from and code.valid_to:
        assert code.valid_from <= code.valid_to
    for name, target in code.maps.items():
        assert target in CODE_LISTS[name], f"{each.name}.{code.code} maps to {name}.{target}"
        # A mapping inside one list leads from an old code to one in use, in one step.
        if name == each.name:
            assert target != code.code
            assert each[target].offered
            assert each[target].in_use(TODAY)
            assert not (code.offered and code.in_use(TODAY))


@pytest.mark.parametrize("each", CODE_LISTS.values(), ids=lambda each: each.name)
def test_it_never_offers_two_choices_that_read_the_same(each: CodeList) -> None:
    labels = Counter(str(label) for _code, label in each.choices(TODAY))
    assert labels.most_common(1)[0][1] == 1


@pytest.mark.parametrize("each", CODE_LISTS.values(), ids=lambda each: each.name)
def test_it_maps_all_offered_codes_of_a_list_or_says_why_not(each: CodeList) -> None:
    partial = {("closure_reason", "attrition"), ("closure_reason", "case_outcome"), ("register", "rosh")}
    names = {name for code in each if code.offered for name in code.maps} - {each.name}
    for name in names:
        unmapped = [code.code for code in each if code.offered and name not in code.maps]
        assert (each.name, name) in partial or not unmapped


def test_it_counts_the_police_areas_as_the_source_does() -> None:
    areas = codelist("police_force").choices(TODAY)
    assert len(areas) == len(codelist("police_force_ons").codes) == 43
    bodies = Counter(codelist("police_force").map(code, "local_policing_body") for code, _label in areas)
    assert bodies["pcc"] + bodies["pfcc"] == 37
    assert (bodies["mayor"], bodies["mopac"], bodies["city"]) == (4, 1, 1)
    for code, _label in areas:
        ons = codelist("police_force").map(code, "police_force_ons")
        assert codelist("police_force_ons").map(ons, "police_force") == code
    assert codelist("police_force").label("36") == "Norfolk"


def test_it_counts_the_ethnicities_as_the_sources_do() -> None:
    ethnicity = codelist("ethnicity")
    offered = [code for code, _label in ethnicity.choices(TODAY)]
    assert len(offered) == 18 + 1 + 1  # 18, Roma, not stated
    assert "W5" not in dict(ethnicity.choices(date(2020, 1, 1)))
    assert len(codelist("ethnicity_16_1").codes) == 16 + 1


@pytest.mark.parametrize(
    ("code", "old", "group"),
    [
        ("W3", "W9", "white"),
        ("W5", "W9", "white"),
        ("A4", "O1", "asian"),
        ("O2", "O9", "other"),
        ("W4", "W9", "white"),
        ("ETH03", "O9", "other"),
        ("UN", "NS", "not_stated"),
        ("Z1", "NS", "not_stated"),
        ("B2", "B2", "black"),
        ("M9", "M9", "mixed"),
    ],
)
def test_it_maps_ethnicity_to_older_returns_and_groups(code: str, old: str, group: str) -> None:
    assert codelist("ethnicity").map(code, "ethnicity_16_1") == old
    assert codelist("ethnicity").map(code, "ethnicity_groups") == group


@pytest.mark.parametrize(
    ("old", "now"), [("O1", "A4"), ("W4", "W3"), ("W8", "W3"), ("ETH03", "O9"), ("Z1", "NS")]
)
def test_it_reads_ethnicities_of_other_systems_as_todays(old: str, now: str) -> None:
    assert codelist("ethnicity").map(old, "ethnicity") == now


def test_it_offers_the_probation_bodies_of_their_time() -> None:
    sources = codelist("referral_source")
    assert {"nps", "crc"} <= dict(sources.choices(date(2021, 6, 25))).keys()
    assert "probation" not in dict(sources.choices(date(2021, 6, 25)))
    assert {"nps", "crc"}.isdisjoint(dict(sources.choices(date(2021, 6, 26))))
    assert sources.map("crc", "referral_source") == "probation"


def test_it_gives_every_closure_reason_a_face_that_names_no_side() -> None:
    reasons, faces = codelist("closure_reason"), codelist("closure_face")
    for reason in reasons:
        face = str(faces.label(reasons.map(reason.code, "closure_face"))).lower()
        assert not any(word in face for word in ("victim", "offender", "harmed", "responsible"))
        if "victim" in reason.code:
            assert reasons.map(reason.code, "side") == "harmed"
        if "offender" in reason.code:
            assert reasons.map(reason.code, "side") == "responsible"


def test_it_makes_targeting_sets_of_subgroups_that_exist() -> None:
    for subgroups in TARGETING_SETS.values():
        assert subgroups
        assert all(subgroup in codelist("offence_subgroup") for subgroup in subgroups)
    assert "burglary_home" in TARGETING_SETS["acquisitive_or_violent"]
    assert "criminal_damage" not in TARGETING_SETS["acquisitive_or_violent"]


@pytest.mark.parametrize(
    ("condition", "restriction", "expected"),
    [
        ("yes", "lot", "disabled"),
        ("yes", "little", "disabled"),
        ("yes", "not_at_all", "not_disabled"),
        ("yes", "prefer_not", "not_stated"),
        ("no", "", "not_disabled"),
        ("prefer_not", "", "not_stated"),
        ("", "", ""),
    ],
)
def test_it_counts_as_disabled_a_condition_that_reduces_activity(
    condition: str, restriction: str, expected: str
) -> None:
    assert disability(condition, restriction) == expected


@pytest.mark.parametrize(
    ("age", "band"),
    [
        *((0, "under_10"), (9, "under_10"), (10, "10_14"), (14, "10_14"), (15, "15_17"), (17, "15_17")),
        *((18, "18_20"), (20, "18_20"), (21, "21_24"), (25, "25_34"), (64, "55_64"), (65, "65_over")),
        (101, "65_over"),
    ],
)
def test_it_bands_ages(age: int, band: str) -> None:
    assert age_band(age) == band


def test_it_lets_people_age_on_their_birthday() -> None:
    assert age_on(date(2008, 11, 21), TODAY) == 18
    assert age_on(date(2008, 11, 22), TODAY) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18
    with pytest.raises(ValueError, match="before the date of birth"):
        age_on(TODAY, TODAY - timedelta(days=1))


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(0, 20000))
def test_it_never_makes_anybody_younger(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    assert 0 <= age_on(born, on + timedelta(days=1)) - age_on(born, on) <= 1
    assert age_band(age_on(born, on)) in codelist("age_band")
