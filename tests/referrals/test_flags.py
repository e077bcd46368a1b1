"""Sensitive and complex cases: any one reason sets the flag, nothing else does, and the office sees why."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from referrals.criteria import CaseFacts
from referrals.criteria.flags import REASONS, Flags, flags
from tests.referrals.examples import DAY, OFFENDER, VICTIM, case
from tests.referrals.typed import OFFENCE, Typist
from tests.referrals.typed import VICTIM as TYPED_VICTIM
from tests.world import World, party


def _many(role: str, count: int) -> CaseFacts:
    person = VICTIM if role == "victim" else OFFENDER
    return replace(case(), people=tuple(replace(person, number=number) for number in range(1, count + 1)))


def _marked(*markers: str) -> CaseFacts:
    return case(markers=frozenset(markers))


_CHILD = {"born": DAY.replace(year=DAY.year - 17)}
_GROWN = {"born": DAY.replace(year=DAY.year - 18)}
TABLE: tuple[tuple[CaseFacts, Flags], ...] = (
    (case(), Flags()),
    (case(group="sexual", subgroup="rape"), Flags(("serious",), (), True)),
    (_marked("cse"), Flags(("serious",), (), True)),
    (case(group="violence", subgroup="homicide"), Flags(("serious",), (), True)),
    (case(group="violence", subgroup="violence_with_injury"), Flags()),
    (_marked("serious_violence"), Flags(("serious",))),
    (_marked("domestic"), Flags(("domestic",))),
    (_marked("knife", "hate", "cyber"), Flags()),
    (_marked("three_years"), Flags((), ("long",))),
    (_marked("several_agencies"), Flags((), ("agencies",))),
    (_many("victim", 3), Flags()),
    (_many("victim", 4), Flags((), ("victims",))),
    (_many("offender", 3), Flags()),
    (_many("offender", 4), Flags((), ("offenders",))),
    *(
        (case(victim={"vulnerability": frozenset({why})}), Flags(("vulnerable",), ("vulnerable",)))
        for why in ("disability", "age", "mental")
    ),
    (case(offender=_CHILD), Flags(("vulnerable",), ("vulnerable",))),
    (case(offender=_GROWN), Flags()),
    (case(offender={"continuing_harm": "yes"}), Flags(("continuing",), ("continuing",))),
    (case(offender={"continuing_harm": "unknown"}), Flags()),
)


@pytest.mark.requirement("WM-5.10-02", "WM-5.10-03", "WTE-2.1-03")
def test_it_sets_a_flag_for_any_one_reason_and_for_nothing_else() -> None:
    for facts, expected in TABLE:
        assert flags(facts, DAY) == expected
    seen = {reason for _facts, found in TABLE for reason in (*found.sensitive, *found.complex)}
    assert seen == set(REASONS)


@pytest.mark.requirement("WM-5.10-02", "WM-5.10-03")
def test_it_shows_the_office_why_and_says_it_where_a_case_is_offered(client: Client, world: World) -> None:
    typist = Typist(client, world.north)
    markers: dict[str, Any] = {"markers": ["domestic", "several_agencies"]}
    draft = typist.fill(offence=OFFENCE | markers, victim_1=TYPED_VICTIM | {"vulnerability": ["mental"]})
    assert typist.send(draft).status_code == 303
    with world.north.at("manager"):
        made = Case.objects.get(referrals=draft.pk)
        assert (made.is_sensitive, made.is_complex) == (True, True)
    client.force_login(world.north.manager)
    for path in ("referral/", "offer/"):
        page = client.get(f"/northshire/cases/{made.reference}/{path}").text
        for reason in ("domestic", "vulnerable", "agencies"):
            assert str(REASONS[reason]) in page, (path, reason)


def test_it_sets_a_flag_when_the_office_finds_out_and_never_takes_one_away(
    client: Client, world: World
) -> None:
    case = world.north.refer(party("victim", "Ann", "Harm"), party("offender", "Ben", "Did"))
    client.force_login(world.north.manager)
    address = f"/northshire/cases/{case.reference}/offence/"
    for markers in (["three_years"], []):
        assert client.post(address, {"subgroup": "shoplifting", "markers": markers}).status_code == 303
        with world.north.at("manager"):
            assert Case.objects.get(pk=case.pk).is_complex
    page = client.get(f"/northshire/cases/{case.reference}/referral/").text
    assert "ticked by the office" in page
