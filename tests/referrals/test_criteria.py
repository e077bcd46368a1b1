"""Criteria: published, dated, changed without code."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client

from referrals.criteria import DEFAULT_RULES, CaseFacts, Effect, PersonFacts, Rule, evaluate, read_rules
from referrals.criteria.rules import KINDS
from referrals.criteria.words import clause
from referrals.models import CriteriaVersion
from referrals.selectors import rules_in_force
from referrals.services.criteria import default_criteria
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from tests.world import World, party, sql

DAY = today()
ANSWERS = {
    "victim": "blocks",
    "plea": "decision",
    "responsibility": "",
    "area": "",
    "victim_age": "",
    "offender_age": "blocks",
    "offender_age_years": "21",
    "offence_decision": ["drugs"],
    "marker_blocks": ["domestic"],
    "introduction": "We help people in Northshire.",
    "from_on-day": str(DAY.day),
    "from_on-month": str(DAY.month),
    "from_on-year": str(DAY.year),
    "reason": "Agreed with the commissioner",
}


def _facts(**more: object) -> CaseFacts:
    people = (
        PersonFacts("victim", is_named=True, born=DAY - timedelta(days=40 * 366)),
        PersonFacts("offender", born=DAY - timedelta(days=30 * 366), responsibility="yes", plea="guilty"),
    )
    return CaseFacts(**({"group": "theft", "in_area": "yes", "people": people} | more))  # type: ignore[arg-type]


@pytest.mark.requirement("NOMS-D-03")
def test_it_publishes_a_new_version_without_code(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    wrong = client.post("/northshire/criteria/change/", {"offender_age": "blocks", "reason": ""}).text
    for message in (
        "Enter the age",
        "Enter reason for the change",
        "Enter date from which they are in force",
    ):
        assert wrong.count(message) == 2, message
    for _twice in range(2):
        assert client.post("/northshire/criteria/change/", ANSWERS).status_code == 303
    with world.north.at("manager"):
        assert list(CriteriaVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert rules_in_force() == [
            Rule("victim", Effect.BLOCKS),
            Rule("plea", Effect.DECISION),
            Rule("offender_age", Effect.BLOCKS, age=21),
            Rule("offence", Effect.DECISION, values=("drugs",)),
            Rule("marker", Effect.BLOCKS, values=("domestic",)),
        ]
    client.logout()
    public = client.get("/northshire/").text
    assert "the person responsible is under 21" in public
    assert "We help people in Northshire." in public
    assert "the offence is one of these: Drug offences" in public
    assert "under 21" not in client.get("/southshire/").text


def test_it_shows_the_rules_in_force_when_they_are_to_be_changed(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    client.post("/northshire/criteria/change/", ANSWERS)
    page = client.get("/northshire/criteria/change/").text
    assert 'value="21"' in page
    assert "We help people in Northshire." in page
    history = client.get("/northshire/criteria/").text
    assert history.index("Version 2") < history.index("Version 1")
    assert "Agreed with the commissioner" in history
    client.force_login(world.north.admin)
    assert client.get("/northshire/criteria/").status_code == 200
    assert client.get("/northshire/criteria/change/").status_code == 404


def test_it_holds_a_referral_against_the_version_of_the_day(client: Client, world: World) -> None:
    client.force_login(world.north.manager)
    later = DAY + timedelta(days=30)
    when = {"from_on-day": str(later.day), "from_on-month": str(later.month), "from_on-year": str(later.year)}
    client.post("/northshire/criteria/change/", ANSWERS | when)
    with world.north.at("manager"):
        assert rules_in_force() == list(DEFAULT_RULES)
        assert len(rules_in_force(later)) == 5


def test_it_never_changes_a_published_version(world: World) -> None:
    with world.north.at("manager"):
        version = default_criteria()
        assert default_criteria() == version
        for attempt in (
            "update referrals_criteriaversion set number = 9",
            "delete from referrals_criteriaversion",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                sql(attempt)
    with world.north.at("facilitator"), pytest.raises(DatabaseError), transaction.atomic():
        CriteriaVersion.objects.create(number=7, rules=[])


def test_it_gives_a_new_scheme_its_first_criteria(world: World) -> None:
    with acting(world.south.scheme, SYSTEM):
        version = default_criteria()
        assert (version.number, read_rules(version.rules)) == (1, list(DEFAULT_RULES))


@pytest.mark.requirement("NOMS-D-04")
def test_it_tells_eligible_from_not_and_from_what_needs_a_decision() -> None:
    assert evaluate(_facts(), DEFAULT_RULES, DAY).result == "eligible"
    assert evaluate(_facts(group="sexual"), DEFAULT_RULES, DAY).result == "decision"
    assert evaluate(_facts(subgroup="homicide"), DEFAULT_RULES, DAY).result == "decision"
    assert evaluate(_facts(markers=frozenset({"domestic"})), DEFAULT_RULES, DAY).result == "decision"
    assert evaluate(_facts(in_area="no"), DEFAULT_RULES, DAY).result == "decision"
    assert evaluate(_facts(people=()), DEFAULT_RULES, DAY).result == "not_eligible"
    both = evaluate(_facts(in_area="no", people=()), DEFAULT_RULES, DAY)
    assert [(finding.rule.kind, finding.effect) for finding in both.against] == [
        ("victim", "blocks"),
        ("area", "decision"),
    ]


def test_it_counts_an_age_to_the_day() -> None:
    rule = [Rule("victim_age", Effect.BLOCKS, age=18)]
    birthday = DAY.replace(year=DAY.year - 18)
    for born, result in ((birthday, "eligible"), (birthday + timedelta(days=1), "not_eligible")):
        people = (PersonFacts("victim", is_named=True, born=born),)
        assert evaluate(_facts(people=people), rule, DAY).result == result
    unknown = evaluate(_facts(people=(PersonFacts("victim", is_named=True),)), rule, DAY)
    assert (unknown.result, [finding.known for finding in unknown.findings]) == ("eligible", [False])


def test_it_leaves_an_organisation_without_an_age() -> None:
    shop = (PersonFacts("victim", is_named=True, is_organisation=True),)
    assert evaluate(_facts(people=shop), [Rule("victim_age", Effect.BLOCKS, age=18)], DAY).findings == ()


def test_it_has_words_for_every_kind_of_rule() -> None:
    said = {clause(Rule(kind, Effect.BLOCKS, values=("theft",), age=18)) for kind in KINDS}
    assert len(said) == len(KINDS)
    with pytest.raises(ValueError, match="no criterion"):
        read_rules([{"kind": "moon", "effect": "blocks"}])


def test_it_shows_the_public_page_alike_to_everybody(client: Client, world: World) -> None:
    world.north.refer(party("victim", "Ann", "Harm"))
    stranger = client.get("/northshire/").text
    assert "We cannot take a case on if:" in stranger
    assert "nobody who was harmed can be identified" in stranger
    assert "Exit this page" in stranger
    for user in (world.north.manager, world.north.referrer, world.south.manager):
        client.force_login(user)
        page = client.get("/northshire/")
        assert page.status_code == 200
        assert page.text == stranger


def test_it_gives_a_scheme_made_by_its_operator_criteria_at_once(client: Client, db: None) -> None:
    call_command(
        "create_scheme",
        "eastshire",
        "--name=Eastshire RJ",
        "--prefix=EAS",
        "--manager-email=eve@eastshire.example",
        "--manager-name=Eve East",
        "--invite",
        stdout=io.StringIO(),
    )
    page = client.get("/eastshire/").text
    assert "Criteria version 1, in force from" in page
