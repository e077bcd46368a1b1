"""Why an offer was declined or work ended may name a side: for those who see both, down to raw SQL."""

import pytest
from django.test import Client

from cases.models import Allocation
from tests.cases.walk import case_at
from tests.world import World, sql

pytestmark = pytest.mark.django_db
WHY = "Her mother has asked for somebody else"
TABLES = ("cases_allocation", "cases_allocationevent", "cases_allocationnote", "cases_allocationnoteevent")


@pytest.fixture
def ended(world: World, client: Client) -> World:
    """The volunteer has worked both sides until the office ended it, saying why; others go on."""
    north = world.north
    north.allocate(world.case, "facilitator", "both")
    north.allocate(world.case, "facilitator2", "responsible")
    gone = north.allocate(world.case, "volunteer", "both")
    client.force_login(north.manager)
    end = client.post(case_at(world.case, f"offer/{gone.pk}/end/"), {"note": WHY})
    assert end.status_code == 303, end.content.decode()[-3000:]
    return world


def rows_that_say_why(world: World, who: str) -> list[str]:
    """The tables of allocations in which somebody reads why, past every page and the ORM."""
    with world.north.at(who):
        return [
            table for table in TABLES if sql(f"select 1 from {table} t where t::text like %s", [f"%{WHY}%"])
        ]


def test_it_keeps_why_work_ended_from_one_side(ended: World, client: Client) -> None:
    assert rows_that_say_why(ended, "facilitator2") == []
    with ended.north.at("facilitator2"):
        assert Allocation.objects.filter(case=ended.case, state="ended").count() == 1, "but that it ended"
    for who in ("facilitator", "manager"):
        assert rows_that_say_why(ended, who) == ["cases_allocationnote", "cases_allocationnoteevent"], who
    assert rows_that_say_why(ended, "volunteer") == []
    assert rows_that_say_why(ended, "referrer") == []


def test_it_shows_why_on_the_pages_of_those_who_see_both_sides(ended: World, client: Client) -> None:
    for who, is_told in (("facilitator", True), ("manager", True), ("facilitator2", False)):
        client.force_login(getattr(ended.north, who))
        for rest in ("history/", "history/changes/"):
            page = client.get(case_at(ended.case, rest)).content.decode()
            assert (WHY in page) == is_told, (who, rest)
        assert "Ended for Volunteer" in client.get(case_at(ended.case, "history/")).content.decode()
    client.force_login(ended.north.manager)
    assert WHY in client.get(case_at(ended.case, "offer/")).content.decode()
