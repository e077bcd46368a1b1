"""The proposal at allocation: who fits a case best, why, and what needs a reason."""

from typing import Any

import pytest
from django.test import Client

from cases.models import Allocation, Case, Identity, OfferReason
from practitioners.models import Practitioner
from rjcase.access.models import Area
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.cases.walk import case_at, day, file_at, set_stage
from tests.practitioners.test_register import at, entry, send
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def eligible(world: World) -> World:
    set_stage(world.north, world.case, "eligible")
    world.harmed.case = world.responsible.case = world.case
    return world


def proposal(client: Client, world: World) -> str:
    client.force_login(world.north.manager)
    return client.get(case_at(world.case, "offer/")).content.decode()


def order(page: str, world: World) -> list[str]:
    """Who is proposed, the first first."""
    names = ("facilitator", "facilitator2", "volunteer")
    places = {name: page.find(f'value="{world.north.people[name].pk}"') for name in names}
    return sorted((name for name in names if places[name] >= 0), key=lambda name: places[name])


@pytest.mark.requirement("WM-8-01")
def test_it_proposes_who_fits_with_the_reasons(eligible: World, client: Client) -> None:
    north = eligible.north
    with north.at("manager"):
        town, coast = (Area.objects.create(name=name) for name in ("Town", "Coast"))
        Identity.objects.filter(file=eligible.responsible).update(language="Polish")
        Practitioner.objects.create(user=north.volunteer, kind="volunteer", languages=["pl"])
        Practitioner.objects.create(user=north.facilitator, kind="paid", home_area=coast.pk)
        Practitioner.objects.create(
            user=north.facilitator2, kind="paid", home_area=town.pk, areas=[coast.pk], times=["evening"]
        )
    wish = {"areas": [str(town.pk)], "times": ["evening"], "note": "Would rather meet a woman"}
    client.force_login(north.manager)
    assert client.post(file_at(eligible.harmed, "wishes/"), wish).status_code == 303
    page = proposal(client, eligible)
    assert order(page, eligible) == ["volunteer", "facilitator2", "facilitator"]
    for text in (
        "speaks a party’s language",
        "an interpreter would be needed",
        "based where a party can meet",
        "does not travel to all places where the parties can meet",
        "can work when a party can meet",
        "Would rather meet a woman",
    ):
        assert text in page, text
    sent = {"new_id": str(uuid7()), "person": str(north.volunteer.pk), "kind": "away"}
    send(
        client,
        "/northshire/practitioners/rota/add/",
        sent | day("starts_on", today()) | day("ends_on", today()),
    )
    page = proposal(client, eligible)
    assert order(page, eligible)[-1] == "volunteer"
    assert "away today" in page


@pytest.mark.requirement("WM-7-03", "WM-5.10-04")
def test_it_gives_a_sensitive_case_to_nobody_without_the_competence(eligible: World, client: Client) -> None:
    north = eligible.north
    with north.at("manager"):
        Case.objects.filter(pk=eligible.case.pk).update(is_sensitive=True, is_complex=True)
    client.force_login(north.manager)
    for code in ("sensitive", "complex"):
        send(client, at(eligible, "facilitator2", "add/competence/"), entry(code=code, note="Observed twice"))
    page = proposal(client, eligible)
    assert order(page, eligible)[0] == "facilitator2"
    assert "No competence for sensitive cases is recorded" in page
    assert "No competence for complex cases is recorded" in page

    def offer(who: str, **more: str) -> Any:
        sent = {"user": str(north.people[who].pk), "sides": "both", "is_lead": "yes"}
        return client.post(case_at(eligible.case, "offer/"), sent | more)

    refused = offer("facilitator")
    assert refused.status_code == 200
    assert "Enter why they are asked all the same" in refused.content.decode()
    with north.at("manager"):
        assert not Allocation.objects.exists()
    assert offer("facilitator2").status_code == 303
    assert offer("volunteer", override="Shadows Femi, who leads").status_code == 303
    with north.at("manager"):
        kept = OfferReason.objects.get()
        assert (kept.user_id, sorted(kept.stops)) == (north.volunteer.pk, ["not_complex", "not_sensitive"])
    assert "Shadows Femi, who leads" in proposal(client, eligible)
    with north.at("facilitator"):
        assert not OfferReason.objects.exists()


@pytest.mark.requirement("WTE-3E-03")
def test_it_asks_a_reason_beyond_the_limit_of_cases(eligible: World, client: Client) -> None:
    with eligible.north.at("manager"):
        Practitioner.objects.create(user=eligible.north.facilitator, kind="paid", caseload_limit=1)
    eligible.north.allocate(eligible.north.refer(), who="facilitator")
    page = proposal(client, eligible)
    assert order(page, eligible)[-1] == "facilitator"
    assert "At the limit of open cases" in page
    assert "At the limit of sensitive or complex cases" not in page
    with eligible.north.at("manager"):
        Practitioner.objects.filter(user=eligible.north.facilitator).update(caseload_limit=9, serious_limit=1)
        Case.objects.update(is_complex=True)
    page = proposal(client, eligible)
    assert "At the limit of sensitive or complex cases" in page
    assert "At the limit of open cases" not in page


@pytest.mark.requirement("WTE-3C-01")
def test_it_scores_every_candidate_by_the_thirteen_headings(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    start = "/northshire/practitioners/selection/"
    page = client.get(f"{start}add/").content.decode()
    from practitioners.scorecard import HEADINGS

    assert len(HEADINGS) == 13
    assert all(str(label) in page for label in HEADINGS.values())
    scores = dict.fromkeys(HEADINGS, "2") | {"risk": "0"}
    sent = {"new_id": str(uuid7()), "candidate": "Noor Novice", "panel": "Maya and Suki", "decision": "open"}
    sent |= day("seen_on", today())
    refused = client.post(f"{start}add/", sent | {k: v for k, v in scores.items() if k != "trust"})
    assert "Select a score: Wins trust" in refused.content.decode()
    page = send(client, f"{start}add/", sent | scores)
    assert "24 of 39" in page
    assert "Handles risk in serious cases" in page
    send(client, f"{start}add/", sent | scores)
    row = page.partition("Noor Novice")[0].rpartition('href="')[2].partition('"')[0]
    page = send(client, row, sent | scores | {"risk": "3", "decision": "selected"})
    assert page.count(f'{row}"') == 1, "sent twice it is one"
    assert "27 of 39" in page
    assert "Selected" in page
    client.force_login(world.north.facilitator)
    assert client.get(start).status_code == 404
