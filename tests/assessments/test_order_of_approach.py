"""An offender-initiated case: the victim is told nothing until the offender accepts responsibility."""

import pytest
from django.test import Client

from tests.assessments.helpers import suitable
from tests.cases.walk import contact, file_at, started_by
from tests.world import World, sql

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("answer", "is_open"), [("yes", True), ("partly", True), ("no", False)])
def test_it_opens_the_harmed_side_once_responsibility_is_accepted(
    world: World, client: Client, answer: str, is_open: bool
) -> None:
    world.north.allocate(world.case, who="facilitator", sides="responsible")
    world.north.allocate(world.case, who="volunteer", sides="harmed")
    started_by(world, "responsible")
    world.harmed.case = world.case
    client.force_login(world.north.volunteer)
    address = file_at(world.harmed, "contacts/log/")
    assert "accepting responsibility" in client.post(address, contact()).content.decode()
    with world.north.at("facilitator"):
        suitable(world.responsible, world.north.actor("facilitator"), responsibility=answer)
    assert (client.post(address, contact()).status_code == 303) is is_open


def test_it_answers_nobody_outside_the_case(world: World) -> None:
    with world.north.at("manager"):
        suitable(world.responsible, world.north.actor("manager"))
        assert sql("select responsibility_accepted(%s)", [world.case.pk]) == [(True,)]
    for house, who in (("north", "facilitator2"), ("north", "liaison"), ("south", "manager")):
        with getattr(world, house).at(who):
            assert sql("select responsibility_accepted(%s)", [world.case.pk]) == [(False,)]
