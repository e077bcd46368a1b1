"""The office's work on a referral: the queue, the whole page, registering, marking as full."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Progress, SafeContact
from referrals.models import Referral
from rjcase.audit.models import ReadLog
from rjcase.deadlines.models import Deadline
from rjcase.kernel.errors import DomainError
from tests.world import World, party


@pytest.fixture
def office(client: Client, world: World) -> Client:
    client.force_login(world.north.admin)
    return client


def _partial(world: World) -> Case:
    victim = party("victim", "Ann", "Later") | {"identity": {"family_name": "Later"}}
    return world.north.refer(victim, happened_on="2026-10-01", full_on=None)


@pytest.mark.requirement("WM-5.6-06")
def test_it_lists_new_referrals_oldest_first_with_what_is_missing(office: Client, world: World) -> None:
    older = _partial(world)
    page = office.get("/northshire/referrals/").text
    assert page.index(older.reference) < page.index(world.case.reference)
    for line in ("Date of birth: victim 1", "Who was responsible"):
        assert line in page
    assert "Full since" in page
    assert "Later" not in page.replace("later", "")
    assert world.south_case.reference not in page
    with world.north.at("manager"):
        assert ReadLog.objects.filter(page="referrals:list", user=world.north.admin).exists()


def test_it_asks_the_database_as_often_for_many_as_for_few(office: Client, world: World) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert office.get("/northshire/referrals/").status_code == 200
        counts.append(len(queries))
        for _case in range(3):
            _partial(world)
    assert counts[0] == counts[1]


def test_it_shows_a_referral_whole_and_logs_whose_files_were_read(office: Client, world: World) -> None:
    address = f"/northshire/cases/{world.case.reference}/referral/"
    page = office.get(address).text
    for fact in ("Hana Northvictim", "Rob Northoffender", "Papers of northshire", "1 Northvictim Road"):
        assert fact in page
    with world.north.at("manager"):
        log = ReadLog.objects.get(page="referrals:show")
        assert {world.harmed.pk, world.responsible.pk} <= set(log.files)


@pytest.mark.parametrize("who", ["facilitator", "referrer", "liaison", "commissioner"])
def test_it_shows_a_referral_to_the_office_alone(client: Client, world: World, who: str) -> None:
    world.north.allocate(world.case)
    client.force_login(world.north.people[who])
    address = f"/northshire/cases/{world.case.reference}/referral/"
    for end in ("", "accept/", "decline/", "decide/", "register/", "full/"):
        assert client.get(address + end).status_code == 404
    for path in ("referrals/", "criteria/", "criteria/change/", "agencies/", "agencies/add/"):
        assert client.get(f"/northshire/{path}").status_code == 404


def test_it_has_no_referral_of_another_scheme(office: Client, world: World) -> None:
    for end in ("", "accept/", "register/"):
        address = f"/northshire/cases/{world.south_case.reference}/referral/{end}"
        assert office.get(address).status_code == 404
        assert office.post(address, {}).status_code in (404, 405)


def test_it_registers_a_referral_and_corrects_what_it_says(office: Client, world: World) -> None:
    address = f"/northshire/cases/{world.case.reference}/referral/register/"
    wrong = office.post(
        address, {"happened_on-day": "40", "source": "", "started_by": "", "in_area": ""}
    ).text
    for message in (
        "Date of the referral must include a month and year",
        "Select where the referral comes from",
        "Select who asked for restorative justice",
        "Select whether it happened in our area",
    ):
        assert wrong.count(message) == 2, message
    answers = {
        "happened_on-day": "30",
        "happened_on-month": "10",
        "happened_on-year": "2026",
        "source": "prison",
        "started_by": "responsible",
        "in_area": "no",
        "flags": ["sensitive"],
    }
    assert office.post(address, answers).status_code == 303
    with world.north.at("manager"):
        referral = Referral.objects.select_related("case").get(case=world.case)
        assert (referral.source, referral.in_area, referral.kind) == ("prison", "no", "offender")
        assert referral.registered_by == world.north.admin
        case = referral.case
        assert (case.source, case.started_by, case.is_sensitive, case.is_complex) == (
            "prison",
            "responsible",
            True,
            False,
        )


@pytest.mark.requirement("WM-5.6-06")
def test_it_starts_the_clock_when_the_office_marks_a_referral_as_full(office: Client, world: World) -> None:
    case = _partial(world)
    address = f"/northshire/cases/{case.reference}/referral/full/"
    day = {"full_on-day": "28", "full_on-month": "9", "full_on-year": "2026"}
    assert "must be on or after the date of the referral" in office.post(address, day).text
    day = {"full_on-day": "2", "full_on-month": "11", "full_on-year": "2026"}
    for _twice in range(2):
        assert office.post(address, day).status_code == 303
    other = {"full_on-day": "3", "full_on-month": "11", "full_on-year": "2026"}
    assert "was marked as full in the meantime" in office.post(address, other).text
    with world.north.at("manager"):
        deadline = Deadline.objects.get(case=case)
        assert (deadline.kind, str(deadline.started_on), str(deadline.due_on)) == (
            "first_contact",
            "2026-11-02",
            "2026-11-09",
        )


def test_it_stops_missing_what_the_office_has_found_out(office: Client, world: World) -> None:
    case = world.north.refer(party("victim", "Ann", "Later") | {"contact": {}}, full_on=None)
    address = f"/northshire/cases/{case.reference}/referral/"
    assert "A way to make contact: victim 1" in office.get(address).text
    with world.north.at("manager"):
        SafeContact.objects.filter(file=world.north.file(case, "harmed")).update(phone="01632 960 001")
    assert "A way to make contact: victim 1" not in office.get(address).text


def test_it_adds_what_a_referral_lacked_until_it_may_be_full(office: Client, world: World) -> None:
    offender = party("offender", "Ben", "Did") | {"referred": {"consent": "unknown"}}
    case = world.north.refer(party("victim", "Ann", "Harm"), offender, offences=[], full_on=None)
    base = f"/northshire/cases/{case.reference}/"
    responsible = world.north.file(case, "responsible")
    page = office.get(base + "referral/").text
    assert f"{base}offence/" in page
    assert f"{base}files/{responsible.pk}/referred/" in page
    assert office.post(base + "offence/", {"subgroup": ""}).text.count("Select main offence") == 2
    when = {"happened_on-day": "1", "happened_on-month": "9", "happened_on-year": "2026"}
    assert (
        office.post(base + "offence/", {"subgroup": "rape", "markers": ["domestic"], **when}).status_code
        == 303
    )
    said = {"consent": "yes", "justice_stage": "custody", "plea": "not_guilty", "responsibility": "no"}
    assert office.post(f"{base}files/{responsible.pk}/referred/", said).status_code == 303
    page = office.get(base + "referral/").text
    assert "Nothing: it can be marked as full." in page
    for reason in ("Sexual offences", "Domestic abuse", "pleaded not guilty"):
        assert reason in page
    with world.north.at("manager"):
        assert Case.objects.get(pk=case.pk).offence_group == "sexual"


def test_it_keeps_the_paper_facts_from_those_without_the_file(client: Client, world: World) -> None:
    world.north.allocate(world.case, sides="harmed")
    for who in ("facilitator", "referrer", "liaison"):
        client.force_login(world.north.people[who])
        address = f"/northshire/cases/{world.case.reference}/files/{world.responsible.pk}/referred/"
        assert client.get(address).status_code == 404
        assert client.get(f"/northshire/cases/{world.case.reference}/offence/").status_code == 404


def test_it_sets_the_clock_aside_when_a_referral_is_not_taken_forward(office: Client, world: World) -> None:
    case = _partial(world)
    day = {"full_on-day": "2", "full_on-month": "11", "full_on-year": "2026"}
    office.post(f"/northshire/cases/{case.reference}/referral/full/", day)
    answers = {"reason": "duplicate", "note": ""}
    assert office.post(f"/northshire/cases/{case.reference}/referral/decline/", answers).status_code == 303
    with world.north.at("manager"):
        assert not Deadline.objects.running().filter(case=case).exists()
        assert Deadline.objects.get(case=case).waived_by == world.north.admin


def test_it_leaves_nothing_behind_when_a_service_refuses_half_way(
    office: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise DomainError("Not today")

    monkeypatch.setattr("referrals.services.eligibility._keep", refuse)
    address = f"/northshire/cases/{world.case.reference}/referral/"
    assert "Not today" in office.post(address + "decline/", {"reason": "duplicate", "note": ""}).text
    assert "Not today" in office.post(address + "accept/").text
    with world.north.at("manager"):
        assert Progress.objects.get(case=world.case).stage == "received"
        assert Case.objects.get(pk=world.case.pk).face == "received"
