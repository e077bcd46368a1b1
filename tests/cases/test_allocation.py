"""Offering a case, answering, and what opens and closes with it."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Allocation, File, StageChange
from rjcase.audit.models import ReadLog
from tests.cases.walk import case_at, file_at, set_stage, stage_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def eligible(world: World) -> World:
    set_stage(world.north, world.case, "eligible")
    world.harmed.case = world.responsible.case = world.case
    return world


def offer(world: World, client: Client, who: str = "facilitator", sides: str = "both") -> Allocation:
    client.force_login(world.north.manager)
    sent = {"user": str(getattr(world.north, who).pk), "sides": sides, "is_lead": "yes"}
    answer = client.post(case_at(world.case, "offer/"), sent)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    with world.north.at("manager"):
        return Allocation.objects.get(user=getattr(world.north, who), state="offered")


def reply(world: World, client: Client, made: Allocation, who: str, answer: str, note: str = "") -> Any:
    client.force_login(getattr(world.north, who))
    return client.post(f"/northshire/work/offers/{made.pk}/", {"answer": answer, "note": note})


@pytest.mark.requirement("WTE-7A-10", "WTE-7A-11")
def test_it_allocates_when_the_facilitator_accepts(eligible: World, client: Client) -> None:
    made = offer(eligible, client)
    client.force_login(eligible.north.facilitator)
    assert client.get(case_at(eligible.case)).status_code == 404, "an offer opens nothing"
    work = client.get("/northshire/work/").content.decode()
    assert "Offers to you" in work
    page = client.get(f"/northshire/work/offers/{made.pk}/").content.decode()
    assert "Hana Northvictim" in page
    assert "Rob Northoffender" in page
    answer = client.post(f"/northshire/work/offers/{made.pk}/", {"answer": "accepted", "note": ""})
    assert answer.headers["Location"] == case_at(eligible.case)
    assert client.get(case_at(eligible.case)).status_code == 200
    assert stage_of(eligible.north, eligible.case) == "allocated"
    with eligible.north.at("manager"):
        change = StageChange.objects.get(step="allocate")
        assert change.by_id == eligible.north.facilitator.pk
        read = ReadLog.objects.filter(page="cases:offer_to_me").first()
        assert read is not None
        assert set(read.files) == {eligible.harmed.pk, eligible.responsible.pk}


def test_it_shows_names_to_nobody_but_the_person_asked(eligible: World, client: Client) -> None:
    made = offer(eligible, client)
    for who in (eligible.north.facilitator2, eligible.north.manager, eligible.south.facilitator):
        client.force_login(who)
        assert client.get(f"/northshire/work/offers/{made.pk}/").status_code == 404
    reply(eligible, client, made, "facilitator", "declined")
    assert client.get(f"/northshire/work/offers/{made.pk}/").status_code == 404, "an answer closes it"


@pytest.mark.requirement("WTE-3.6-01")
def test_it_stops_hard_at_a_conflict_of_interest(eligible: World, client: Client) -> None:
    made = offer(eligible, client)
    refused = reply(eligible, client, made, "facilitator", "conflict")
    assert "Enter the nature of the conflict" in refused.content.decode()
    reply(eligible, client, made, "facilitator", "conflict", "I manage one of them")
    client.force_login(eligible.north.manager)
    page = client.get(case_at(eligible.case, "offer/")).content.decode()
    assert "Facilitator: Conflict of interest declared" in page
    again = client.post(
        case_at(eligible.case, "offer/"),
        {"user": str(eligible.north.facilitator.pk), "sides": "both", "is_lead": "yes"},
    )
    assert again.status_code == 200, "they cannot even be chosen"
    with eligible.north.at("manager"):
        assert Allocation.objects.count() == 1


def test_it_waits_for_the_other_side(eligible: World, client: Client) -> None:
    first = offer(eligible, client, "facilitator", "harmed")
    second = offer(eligible, client, "volunteer", "responsible")
    reply(eligible, client, first, "facilitator", "accepted")
    assert stage_of(eligible.north, eligible.case) == "eligible"
    reply(eligible, client, second, "volunteer", "accepted")
    assert stage_of(eligible.north, eligible.case) == "allocated"


def test_it_offers_no_case_before_it_is_eligible(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    sent = {"user": str(world.north.facilitator.pk), "sides": "both", "is_lead": "yes"}
    page = client.post(case_at(world.case, "offer/"), sent).content.decode()
    assert "once it has been found eligible" in page


def test_it_takes_an_offer_back_before_the_answer(eligible: World, client: Client) -> None:
    made = offer(eligible, client)
    end = case_at(eligible.case, f"offer/{made.pk}/end/")
    assert "Enter reason" in client.post(end, {"note": ""}).content.decode()
    assert client.post(end, {"note": "Found somebody nearer"}).status_code == 303
    late = reply(eligible, client, made, "facilitator", "accepted")
    assert late.status_code == 404
    with eligible.north.at("facilitator"):
        assert not File.objects.exists()


def test_it_closes_every_file_when_an_allocation_ends(eligible: World, client: Client) -> None:
    allocation = eligible.north.allocate(eligible.case)
    client.force_login(eligible.north.facilitator)
    assert client.get(file_at(eligible.harmed)).status_code == 200
    client.force_login(eligible.north.admin)
    client.post(case_at(eligible.case, f"offer/{allocation.pk}/end/"), {"note": "Moved away"})
    client.force_login(eligible.north.facilitator)
    assert client.get(file_at(eligible.harmed)).status_code == 404
    assert client.get(case_at(eligible.case)).status_code == 404


def test_it_ranks_by_load(eligible: World, client: Client) -> None:
    eligible.north.allocate(eligible.north.refer(), who="facilitator")
    client.force_login(eligible.north.manager)
    page = client.get(case_at(eligible.case, "offer/")).content.decode()
    assert page.index("Facilitator2") < page.index("1 open case")
    assert page.index("0 open cases") < page.index("1 open case")


@pytest.mark.parametrize("who", ["facilitator", "supervisor", "liaison", "referrer"])
def test_it_lets_only_the_office_offer(eligible: World, client: Client, who: str) -> None:
    client.force_login(getattr(eligible.north, who))
    assert client.get(case_at(eligible.case, "offer/")).status_code == 404
