"""Letting one person into one file, who can see what, and what a liaison sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import FileGrant, SourcePaper
from rjcase.audit.models import ReadLog
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from tests.cases.walk import case_at, day, file_at
from tests.world import World

pytestmark = pytest.mark.django_db


def grant(world: World, client: Client, **more: str) -> Any:
    client.force_login(world.north.manager)
    sent = {
        "file": str(world.responsible.pk),
        "user": str(world.north.liaison.pk),
        "kind": "offender_manager",
        "reason": "Supervises his licence",
        **day("until", today() + timedelta(days=30)),
    }
    return client.post(case_at(world.case, "people/grant/"), sent | more)


def test_it_opens_one_file_to_a_liaison_until_a_day(worked: World, client: Client) -> None:
    assert grant(worked, client).status_code == 303
    people = client.get(case_at(worked.case, "people/")).content.decode()
    assert "Supervises his licence" in people
    assert "Northoffender" not in people, "a party is named by part"
    client.force_login(worked.north.liaison)
    page = client.get("/northshire/files/").content.decode()
    assert "Rob Northoffender" in page
    assert "Supervises his licence" in page
    assert "Northvictim" not in page
    assert "Received" in page
    with worked.north.at("manager"):
        read = ReadLog.objects.get(page="cases:open_files")
        assert read.files == [worked.responsible.pk]
    assert client.get(file_at(worked.responsible)).status_code == 404, "the file's own pages are for staff"
    end = case_at(worked.case, f"people/{worked.responsible.pk}/{worked.north.liaison.pk}/end/")
    client.force_login(worked.north.manager)
    assert client.post(end, {"note": "Licence ended"}).status_code == 303
    client.force_login(worked.north.liaison)
    assert "No file is open to you" in client.get("/northshire/files/").content.decode()


def test_it_refuses_what_the_rules_refuse_in_words(worked: World, client: Client) -> None:
    grant(worked, client)
    both = grant(worked, client, file=str(worked.harmed.pk), kind="officer_in_case")
    assert "already holds a file of the other side" in both.content.decode()
    wrong = grant(worked, client, kind="victim_liaison", user=str(worked.north.liaison.pk))
    assert "This person has this file already" in wrong.content.decode()
    role = grant(worked, client, kind="supervision", verb="1")
    assert "roles do not allow this kind of access" in role.content.decode()
    empty = client.post(case_at(worked.case, "people/grant/"), {}).content.decode()
    for sentence in (
        "Select file",
        "Select person",
        "Select what they are let in as",
        "Enter reason",
        "Enter last day of access",
    ):
        assert sentence in empty, sentence
    with worked.north.at("manager"):
        assert FileGrant.objects.filter(user=worked.north.liaison).count() == 1


def test_it_takes_no_file_of_another_scheme(worked: World, client: Client) -> None:
    answer = grant(worked, client, file=str(worked.south_harmed.pk))
    assert answer.status_code == 200
    with worked.north.at("manager"):
        assert not FileGrant.objects.filter(user=worked.north.liaison).exists()


@pytest.mark.parametrize("page", ["people/", "people/grant/"])
def test_it_is_for_the_office(worked: World, client: Client, page: str) -> None:
    client.force_login(worked.north.facilitator)
    assert client.get(case_at(worked.case, page)).status_code == 404


def test_it_shows_the_papers_to_those_who_work_both_sides(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    page = client.get(case_at(worked.case, "papers/")).content.decode()
    assert "Papers of northshire" in page
    assert "Papers that name both sides" in page
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    client.force_login(worked.north.volunteer)
    assert client.get(case_at(worked.case, "papers/")).status_code == 404
    with worked.north.at("volunteer"):
        assert not SourcePaper.objects.exists()


def test_it_finds_a_case_by_the_crime_number_of_a_paper(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    address = case_at(worked.case, "papers/add/")
    empty = client.post(address, {"new_id": str(uuid7())}).content.decode()
    assert "Select what it is" in empty
    assert "Enter text, as the agency wrote it" in empty
    sent = {"new_id": str(uuid7()), "kind": "crime_number", "text": "20/123456/26"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 303
    with worked.north.at("manager"):
        assert SourcePaper.objects.filter(kind="crime_number").count() == 1
    page = client.get("/northshire/cases/?q=20/123456/26").content.decode()
    assert worked.case.reference in page
    assert "Papers that name both sides" in page
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    client.force_login(worked.north.volunteer)
    assert client.get(address).status_code == 404
    assert "No case matches" in client.get("/northshire/cases/?q=20/123456/26").content.decode()


def test_it_adds_a_person_on_a_side_that_one_works(worked: World, client: Client) -> None:
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    client.force_login(worked.north.volunteer)
    address = case_at(worked.case, "people/add/")
    page = client.get(address).content.decode()
    assert 'value="victim_supporter"' in page
    assert 'value="offender"' not in page
    sent = {"role": "victim_supporter", "given_names": "Sue", "family_name": "Standby"}
    answer = client.post(address, sent)
    assert answer.status_code == 303
    assert "Sue Standby" in client.get(answer.headers["Location"]).content.decode()
    client.force_login(worked.north.manager)
    found = client.get("/northshire/cases/?q=standby").content.decode()
    assert worked.case.reference in found
