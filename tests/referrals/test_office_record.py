"""What the office records of people and agencies at intake."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from referrals.models import Agency, AgencyMember, CourtRecord, ReferredPerson
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.referrals.test_court import BY_ORDER, COURT, FIVE, date_parts
from tests.referrals.typed import OFFENDER, Typist
from tests.world import World, party

pytestmark = pytest.mark.django_db


def page_of(client: Client, world: World, case: Case) -> str:
    """The referral as the office sees it."""
    client.force_login(world.north.admin)
    return client.get(f"/northshire/cases/{case.reference}/referral/").text


def referred(client: Client, world: World, court: dict[str, Any], **offender: str) -> Case:
    """A case that an agency referred with what a court said."""
    typist = Typist(client, world.north)
    draft = typist.fill(**BY_ORDER, offender_1=OFFENDER | offender)
    answer = typist.page(draft, "court-1", court)
    assert answer.status_code == 303, answer.text
    assert typist.send(draft).status_code == 303
    with world.north.at("manager"):
        return Case.objects.get(referrals=draft.pk)


@pytest.mark.requirement("WTE-2E-06")
def test_it_takes_an_activity_requirement_of_a_suspended_sentence(client: Client, world: World) -> None:
    order = {"proposed": "suspended", "requirement": "rar", "supervision_months": "18"}
    case = referred(client, world, COURT | order, disposal="suspended_sentence")
    page = page_of(client, world, case)
    assert page.count("Suspended sentence order") == 2  # proposed, and made
    assert "Rehabilitation activity requirement" in page  # what the activity requirement is called now
    with world.north.at("manager"):
        row = CourtRecord.objects.get(file__case=case)
    assert (row.proposed, row.requirement, row.supervision_months) == ("suspended", "rar", 18)


@pytest.mark.requirement("WTE-2E-07", "WTE-7A-02")
def test_it_takes_restorative_justice_while_a_sentence_is_deferred(client: Client, world: World) -> None:
    order = {"proposed": "deferred", "requirement": "restorative", "delivery": "deferred"}
    case = referred(client, world, COURT | order, disposal="deferment", justice_stage="pre_sentence")
    page = page_of(client, world, case)
    for fact in (
        "Deferment order with restorative justice requirement",
        "Deferred sentence",
        "Restorative justice requirement (deferred sentence)",
        "After conviction, before sentence",
        "Police officer",
    ):
        assert fact in page, fact


@pytest.mark.requirement("WTE-2E-08")
def test_it_keeps_that_the_scheme_agreed_in_advance(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    address = f"/northshire/cases/{world.case.reference}/files/{world.responsible.pk}/more/"
    given = FIVE | {"footing": "statutory", "proposed": "community", "requirement": "rar"}
    given |= {"supervision_months": "12"}
    wrong = client.post(address, given | date_parts("cooperation_on", 2, 11, 2026)).text
    assert wrong.count("Enter who agreed for us") == 2
    wrong = client.post(address, given | {"cooperation_by": "Mo Manager"}).text
    assert wrong.count("Enter the day on which we agreed") == 2
    whole = given | {"cooperation_by": "Mo Manager"} | date_parts("cooperation_on", 2, 11, 2026)
    assert client.post(address, whole).status_code == 303
    page = page_of(client, world, world.case)
    assert "Our agreement in advance" in page
    assert "2 November 2026" in page
    assert "Mo Manager" in page


@pytest.mark.requirement("NOMS-S-11")
def test_it_keeps_who_told_a_victim_of_restorative_justice_and_when(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    address = f"/northshire/cases/{world.case.reference}/files/{world.harmed.pk}/more/"
    wrong = client.post(address, date_parts("told_of_rj_on", 3, 11, 2026)).text
    assert wrong.count("Enter who told them of restorative justice") == 2
    source = {"told_of_rj_by": "PC Hill, with the leaflet"}
    assert client.post(address, source | date_parts("told_of_rj_on", 3, 11, 2026)).status_code == 303
    page = page_of(client, world, world.case)
    assert "PC Hill, with the leaflet" in page
    assert "3 November 2026" in page
    with world.north.at("manager"):
        said = ReferredPerson.objects.get(file=world.harmed)
    assert str(said.told_of_rj_on) == "2026-11-03"


@pytest.mark.requirement("WTE-2.4-01")
def test_it_keeps_who_decided_on_an_approach_before_training_and_why(client: Client, world: World) -> None:
    client.force_login(world.north.admin)
    case = f"/northshire/cases/{world.case.reference}/"
    address = f"{case}files/{world.responsible.pk}/early-approach/"
    assert address in client.get(f"{case}referral/").text
    empty = client.post(address, {}).text
    for message in (
        "Select whether they may be approached before staff are trained",
        "Enter the reason",
        "Enter who decided",
        "Enter day of the decision",
    ):
        assert empty.count(message) == 2, message
    decision = {
        "early_approach": "no",
        "early_approach_why": "The only trained facilitator is away",
        "early_approach_by": "Mo Manager",
        **date_parts("early_approach_on", 4, 11, 2026),
    }
    assert client.post(address, decision).status_code == 303
    said = "No, decided by Mo Manager on 4 November 2026: The only trained facilitator is away"
    assert said in client.get(f"{case}referral/").text
    assert client.get(f"{case}files/{world.harmed.pk}/early-approach/").status_code == 404
    for who in (world.north.facilitator, world.north.referrer, world.south.admin):
        client.force_login(who)
        assert client.post(address, decision | {"early_approach": "yes"}).status_code == 404
    with world.north.at("manager"):
        assert ReferredPerson.objects.get(file=world.responsible).early_approach == "no"


def test_nobody_approaches_before_training_who_was_decided_to_wait_for(client: Client, world: World) -> None:
    case = world.north.refer(
        party("victim", "Vi", "Waits"), party("offender", "Olu", "Waits"), started_by="responsible"
    )
    file = world.north.file(case, "responsible")
    here = f"/northshire/cases/{case.reference}/files/{file.pk}/"
    world.north.allocate(case)

    def decide(answer: str) -> None:
        client.force_login(world.north.admin)
        decision = {"early_approach": answer, "early_approach_why": "Training is on Monday"}
        decision |= {"early_approach_by": "Mo Manager", **date_parts("early_approach_on", 4, 11, 2026)}
        assert client.post(f"{here}early-approach/", decision).status_code == 303
        client.force_login(world.north.facilitator)

    call = {"method": "phone", "direction": "out", "result": "reached", "happened_at-time": "12:00"}
    call |= date_parts("happened_at", *((day := today() - timedelta(days=1)).day, day.month, day.year))
    stop = "It was decided not to approach this person before staff are trained"
    decide("no")
    assert stop in client.get(f"{here}contacts/log/").text
    refused = client.post(f"{here}contacts/log/", call | {"new_id": str(uuid7())})
    assert stop in refused.text
    answered = call | {"new_id": str(uuid7()), "direction": "in"}
    assert client.post(f"{here}contacts/log/", answered).status_code == 303, "they may contact us"
    decide("yes")
    assert client.post(f"{here}contacts/log/", call | {"new_id": str(uuid7())}).status_code == 303


@pytest.mark.requirement("WTE-G-03")
@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("prison", "Public prison"),
        ("prison_contracted", "Contracted prison"),
        ("young_offenders", "Young offender institution"),
    ],
)
def test_every_kind_of_establishment_is_an_agency_that_refers(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, kind: str, label: str
) -> None:
    client.force_login(world.north.admin)
    assert label in client.get("/northshire/agencies/add/").text
    made = client.post("/northshire/agencies/add/", {"name": "Blackmoor", "kind": kind, "is_active": "on"})
    assert made.status_code == 303
    assert label in client.get("/northshire/agencies/").text
    with world.north.at("manager"):
        officer = world.north.join("warder", Role.PARTNER)
        agency = Agency.objects.get(name="Blackmoor")
        AgencyMember.objects.create(agency=agency, user=officer)
    monkeypatch.setitem(world.north.people, "warder", officer)
    typist = Typist(client, world.north, "warder")
    draft = typist.fill(
        referrer={"name": "Officer Dale", "contact": "01632 960 101", "source": "prison"},
    )
    answer = typist.send(draft)
    if answer.status_code == 200:  # a prison is asked about courts as well
        assert typist.page(draft, "court-1", COURT).status_code == 303
        answer = typist.send(draft)
    assert answer.status_code == 303
    with world.north.at("manager"):
        assert Case.objects.get(referrals=draft.pk).referrals.get().source == "prison"
