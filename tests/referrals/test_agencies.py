"""The office keeps the agencies and who refers for them."""

import pytest
from django.test import Client

from referrals.models import Agency, AgencyMember
from rjcase.access.roles import Role
from tests.world import World


@pytest.fixture
def office(client: Client, world: World) -> Client:
    client.force_login(world.north.admin)
    return client


def test_it_adds_and_changes_an_agency(office: Client, world: World) -> None:
    wrong = office.post("/northshire/agencies/add/", {"name": "", "kind": ""}).text
    assert wrong.count("Enter name of the agency") == 2
    assert wrong.count("Select kind of agency") == 2
    answers = {"name": "Northshire Probation", "kind": "probation", "is_active": "on"}
    made = office.post("/northshire/agencies/add/", answers)
    assert made.status_code == 303
    twice = office.post("/northshire/agencies/add/", answers | {"name": "northshire probation"}).text
    assert "There is already an agency of this name" in twice
    change = made.headers["Location"] + "change/"
    assert 'value="Northshire Probation"' in office.get(change).text
    office.post(change, {"name": "Probation Service", "kind": "probation"})
    page = office.get("/northshire/agencies/").text
    assert "Probation Service" in page
    assert "Southshire Police" not in page
    with world.north.at("manager"):
        assert Agency.objects.get(name="Probation Service").is_active is False


def test_it_decides_who_refers_for_an_agency(office: Client, world: World) -> None:
    with world.north.at("manager"):
        officer = world.north.join("officer", Role.PARTNER)
        membership = officer.memberships.get()
        facilitator = world.north.facilitator.memberships.get()
    address = f"/northshire/agencies/{world.north.agency.pk}/"
    assert "officer@northshire.example" in office.get(address).text
    assert (
        office.post(address, {"person": str(facilitator.pk)}).text.count("Select person from the list") == 2
    )
    for _twice in range(2):
        office.post(address, {"person": str(membership.pk)})
    with world.north.at("manager"):
        member = AgencyMember.objects.get(agency=world.north.agency, user=officer)
    office.force_login(officer)
    assert "R-" in office.get("/northshire/our-referrals/").text
    office.force_login(world.north.admin)
    assert office.post(f"{address}people/{member.pk}/remove/").status_code == 303
    office.force_login(officer)
    assert "Your agency has not sent a referral yet" in office.get("/northshire/our-referrals/").text


def test_it_has_no_agency_of_another_scheme(office: Client, world: World) -> None:
    for end in ("", "change/"):
        assert office.get(f"/northshire/agencies/{world.south.agency.pk}/{end}").status_code == 404
