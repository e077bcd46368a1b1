"""The triage score: which case first, by the scheme's own weights."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from referrals.models import IntakeSettings
from referrals.triage import FACTORS, MOST, score
from tests.referrals.examples import DAY, OFFENDER, case
from tests.referrals.typed import OFFENDER as TYPED
from tests.referrals.typed import Typist
from tests.world import World

NONE = dict.fromkeys(FACTORS, 0)
# For each factor a case for which it gives its weight and one for which it does not.
TABLE: dict[str, tuple[Any, Any]] = {
    "responsibility": (case(), case(offender={"responsibility": "partly"})),
    "wish": (case(), case(victim={"consent": "unknown"})),
    "desist": (case(offender={"wants_to_stop": True}), case()),
    "victim_asked": (case(started_by="harmed"), case()),
    "recent": (case(), case(referred_on=DAY - timedelta(days=91))),
    "programme": (case(offender={"finished_programme": True}), case()),
    "complexity": (case(), case(markers=frozenset({"several_agencies"}))),
}


@pytest.mark.parametrize("name", FACTORS)
def test_it_gives_a_factors_weight_where_it_holds(name: str) -> None:
    yes, no = TABLE[name]
    assert score(yes, NONE | {name: 4}, DAY).points == 4
    assert score(no, NONE | {name: 4}, DAY).points == 0


def test_it_asks_every_offender_about_responsibility() -> None:
    people = (*case().people, replace(OFFENDER, number=2, responsibility="no"))
    assert score(case(people=people), NONE | {"responsibility": 4}, DAY).points == 0
    assert score(case(offender=False), NONE | {"responsibility": 4}, DAY).points == 0


@given(
    st.dictionaries(st.sampled_from(sorted(FACTORS)), st.integers(0, MOST)),
    st.sampled_from([facts for pair in TABLE.values() for facts in pair]),
    st.sampled_from(sorted(FACTORS)),
)
def test_it_stays_between_nothing_and_all_and_grows_with_a_weight(
    weights: dict[str, int], facts: Any, name: str
) -> None:
    found = score(facts, weights, DAY)
    assert 0 <= found.points <= found.most
    assert found.points == sum(weight for _name, weight in found.reasons)
    more = score(facts, weights | {name: MOST}, DAY)
    assert more.points >= found.points


def _sent(world: World, responsibility: str) -> str:
    """The reference of a referral whose offender accepts responsibility, or does not."""
    typist = Typist(Client(), world.north)
    draft = typist.fill(offender_1=TYPED | {"responsibility": responsibility})
    assert typist.send(draft).status_code == 303
    with world.north.at("manager"):
        return str(Case.objects.get(referrals=draft.pk).reference)


def test_it_puts_those_that_wait_in_order_by_score(client: Client, world: World) -> None:
    def order(query: str) -> list[str]:
        page = client.get(f"/northshire/referrals/{query}")
        assert page.status_code == 200
        return [row["reference"] for row in page.context["rows"]]

    client.force_login(world.north.admin)
    first, second = (_sent(world, responsibility) for responsibility in ("no", "yes"))
    best = order("?sort=-score")
    assert best.index(second) < best.index(first)
    assert order("?sort=score").index(first) < order("?sort=score").index(second)
    assert order("?sort=age") == order("")
    assert {*order("?sort=-age")} == {first, second, world.case.reference}
    assert order("?queue=all&sort=-score") == order("?queue=all")
    assert order("?sort=nonsense") == order("")


@pytest.mark.requirement("WTE-3.4-02")
def test_it_shows_the_score_by_the_weights_a_manager_set(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    assert "of 16 points" in client.get("/northshire/referrals/").text
    page = client.get("/northshire/referrals/settings/").text
    assert page.count('name="weight_') == len(FACTORS)
    wrong = client.post("/northshire/referrals/settings/", {"weight_wish": "11"}).text
    assert wrong.count("Enter a weight from 0 to 10") == 2 * len(FACTORS)  # one too heavy, the rest not given
    weights = {f"weight_{name}": "0" for name in FACTORS} | {"weight_victim_asked": "7", "weight_wish": "2"}
    assert client.post("/northshire/referrals/settings/", weights).status_code == 303
    listed = " ".join(client.get("/northshire/referrals/").text.split())
    assert "7 of 9" in listed  # the victim asked; nobody said yet that she wishes it
    assert "The person harmed asked" in listed
    with world.north.at("manager"):
        assert IntakeSettings.objects.count() == 1
    client.force_login(world.north.admin)
    assert client.get("/northshire/referrals/settings/").status_code == 404
