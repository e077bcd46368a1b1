"""The bases of every page of a case or file: through the walls, logged, never showing who is absent."""

import pytest
from django.test import Client

from rjcase.audit.models import ReadLog
from tests.world import World

pytestmark = pytest.mark.django_db


def case_at(world: World, rest: str = "") -> str:
    return f"/northshire/cases/{world.case.reference}/{rest}"


def test_it_shows_a_case_to_those_who_hold_it(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    client.force_login(world.north.facilitator)
    answer = client.get(case_at(world))
    assert answer.status_code == 200
    assert world.case.reference in answer.content.decode()


@pytest.mark.parametrize("who", ["north.facilitator2", "north.liaison", "north.referrer", "south.manager"])
def test_it_does_not_know_the_case_for_anyone_else(world: World, client: Client, who: str) -> None:
    house, name = who.split(".")
    client.force_login(getattr(getattr(world, house), name))
    assert client.get(case_at(world)).status_code == 404
    assert client.get(case_at(world, f"files/{world.harmed.pk}/")).status_code == 404


def test_it_finds_no_file_of_another_scheme_or_case(world: World, client: Client) -> None:
    client.force_login(world.north.manager)
    assert client.get(case_at(world, f"files/{world.south_harmed.pk}/")).status_code == 404
    assert client.get(f"/northshire/cases/{world.south_case.reference}/").status_code == 404


def test_it_keeps_a_one_sided_facilitator_out_of_the_other_file(world: World, client: Client) -> None:
    world.north.allocate(world.case, sides="harmed")
    client.force_login(world.north.facilitator)
    assert client.get(case_at(world, f"files/{world.harmed.pk}/")).status_code == 200
    assert client.get(case_at(world, f"files/{world.responsible.pk}/")).status_code == 404


def test_it_logs_who_was_shown_a_file(world: World, client: Client) -> None:
    world.north.allocate(world.case)
    client.force_login(world.north.facilitator)
    client.get(case_at(world, f"files/{world.harmed.pk}/"))
    with world.north.at("manager"):
        row = ReadLog.objects.get()
    assert (row.user_id, row.page, row.files) == (
        world.north.facilitator.pk,
        "cases:file",
        [world.harmed.pk],
    )
