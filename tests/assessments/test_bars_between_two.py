"""A legal bar between two people stops them from meeting, whoever else may."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import File
from cases.services.parties import add_party
from rjcase.kernel.clock import today
from tests.assessments.helpers import prepare, set_stage, stage
from tests.cases.walk import case_at, day, file_at
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(world: World) -> File:
    """A prepared case with a second offender, who does not take part. Returns that one's file."""
    prepare(world)
    world.harmed.case = world.responsible.case = world.case
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        second = add_party(world.case, actor=me, role="offender", given_names="Una", family_name="Second")
    second.case = world.case
    return second


def bar(client: Client, file: File, other: File | None, **more: Any) -> Any:
    sent = {"source": "restraining", "told_by": "The court", **day("from_on", today())}
    sent |= {"other_party": str(other.party_id)} if other else {}
    return client.post(file_at(file, "bars/record/"), sent | more)


def choose(client: Client, world: World, *files: File) -> None:
    address = case_at(world.case, "participants/")
    assert client.post(address, {"who": [str(file.pk) for file in files]}).status_code == 303


def test_it_stops_the_two_and_nobody_else(world: World, three: File, client: Client) -> None:
    client.force_login(world.north.facilitator)
    ready = case_at(world.case, "ready/")
    assert bar(client, world.harmed, three).status_code == 303
    page = client.get(file_at(world.harmed, "consent/")).content.decode()
    assert "no contact with Offender 2" in page
    choose(client, world, world.harmed, world.responsible, three)
    assert "Victim 1: contact with Offender 2 is barred (restraining order)" in (
        client.post(ready).content.decode()
    )
    choose(client, world, world.harmed, world.responsible)
    assert client.post(ready).status_code == 303, "the one it names is not there"
    assert bar(client, three, world.responsible).status_code == 303
    assert stage(world.north, world.case) == "ready", "a bar on somebody who is not there"
    assert bar(client, world.responsible, world.harmed).status_code == 303
    assert stage(world.north, world.case) == "preparing", "the two who would meet"
    assert "Offender 1: contact with Victim 1 is barred" in client.post(ready).content.decode()
    client.force_login(world.north.manager)
    passing = client.post(case_at(world.case, "gates/participation_contact_bar/pass/"), {"reason": "x"})
    assert passing.status_code != 303, "nobody passes it"


def test_it_stops_from_either_side_for_a_worker_of_one(world: World, three: File, client: Client) -> None:
    set_stage(world.north, world.case, "ready")
    world.north.allocate(world.case, who="facilitator2", sides="harmed")
    client.force_login(world.north.facilitator2)
    form = client.get(file_at(world.harmed, "bars/record/")).content.decode()
    assert "Offender 1" in form
    assert "Northoffender" not in form, "by part, never by name"
    assert bar(client, world.harmed, world.responsible).status_code == 303
    assert stage(world.north, world.case) == "preparing"


def test_it_ends_with_its_last_day_or_with_a_reason(world: World, three: File, client: Client) -> None:
    client.force_login(world.north.facilitator)
    choose(client, world, world.harmed, world.responsible)
    over = day("from_on", today() - timedelta(days=30)) | day("until_on", today() - timedelta(days=1))
    assert bar(client, world.harmed, None, **over).status_code == 303
    assert client.post(case_at(world.case, "ready/")).status_code == 303, "what is over stops nobody"
    assert bar(client, world.harmed, None).status_code == 303
    with world.north.at("facilitator"):
        row = world.harmed.contact_bars.get(until_on=None)
    end = file_at(world.harmed, f"bars/{row.pk}/end/")
    last = day("until_on", today())
    assert "Enter why the date changes, and on whose word" in client.post(end, last).content.decode()
    assert client.post(end, last | {"end_reason": "Lifted, said the court"}).status_code == 303
    page = client.get(file_at(world.harmed, "consent/")).content.decode()
    assert "Lifted, said the court" in page
    assert "Source: The court." in page


def test_it_takes_only_another_person_of_the_case(world: World, three: File, client: Client) -> None:
    client.force_login(world.north.facilitator)
    for wrong in (world.harmed, world.south_harmed):
        page = bar(client, world.harmed, wrong).content.decode()
        assert "There is a problem" in page
    with world.north.at("facilitator"):
        assert not world.harmed.contact_bars.exists()
