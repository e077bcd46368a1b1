"""My work, and the Desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import today
from tests.cases.walk import set_stage
from tests.world import World, party

pytestmark = pytest.mark.django_db


def work(client: Client) -> str:
    answer = client.get("/northshire/work/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_late_before_soon_and_nothing_of_others(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)
    assert "Nothing is due." in work(client)
    with worked.north.at("manager"):
        open_deadline("feedback", worked.case, due_on=today() - timedelta(days=1))
        open_deadline("agreement_copies", worked.case, due_on=today() + timedelta(days=7))
        open_deadline("agreement_item", worked.case, due_on=today() + timedelta(days=8))
    page = work(client)
    assert page.index("Feedback after the meeting") < page.index("Copies of the agreement")
    assert "Agreement item" not in page.split("My cases")[0]
    assert worked.case.reference in page
    assert "HN" in page
    client.force_login(worked.north.facilitator2)
    page = work(client)
    assert worked.case.reference not in page
    assert "You have no open case" in page


def test_it_gives_the_office_its_queues(world: World, client: Client) -> None:
    set_stage(world.north, world.case, "eligible")
    client.force_login(world.north.admin)
    page = work(client)
    assert "Cases to offer to a facilitator (1)" in page
    assert world.case.reference in page
    world.north.allocate(world.case)
    page = work(client)
    assert "Nothing is waiting in: " in page
    assert world.case.reference not in page


def test_it_costs_the_same_with_more_cases(worked: World, client: Client) -> None:
    client.force_login(worked.north.facilitator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            work(client)
        return len(queries)

    one = cost()
    for number in range(3):
        worked.north.allocate(worked.north.refer(party("victim", "Vera", f"More{number}")))
    assert cost() == one


@pytest.mark.parametrize("who", ["referrer", "liaison", "commissioner"])
def test_it_is_for_staff(world: World, client: Client, who: str) -> None:
    client.force_login(getattr(world.north, who))
    assert client.get("/northshire/work/").status_code == 404
