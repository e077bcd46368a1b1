"""Victim's and offender's information are kept apart, and the one side's as closely as the other's."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.models import File, FileGrant
from rjcase.kernel.clock import today
from rjcase.tenancy.registry import SCHEME_TABLES
from tests.cases.walk import case_at, contact, day, file_at
from tests.isolation.museum import wall_of
from tests.world import World, sql

pytestmark = pytest.mark.django_db
SIDES = ["harmed", "responsible"]
# What the world and the tests below write of each, and of nobody else.
OWN = {
    "harmed": ("Hana", "Northvictim", "afraid of the dark corner by the mill"),
    "responsible": ("Rob", "Northoffender", "drinks again since the trial"),
}
PAGES = (
    "",
    "contacts/",
    "consent/",
    "changes/",
    "who-looked/",
    "needs/",
    "suitability/",
    "risk/",
    "letters/",
)


def other(side: str) -> str:
    return SIDES[1 - SIDES.index(side)]


def file_of(world: World, side: str) -> File:
    file: File = getattr(world, side)
    file.case = world.case
    return file


@pytest.fixture
def told(world: World) -> World:
    """Each side has said something to the office, which is logged in its own file."""
    client = Client()
    client.force_login(world.north.manager)
    with world.north.at("manager"):
        sql("update cases_case set started_by = 'neutral' where id = %s", [world.case.pk])
    for side in SIDES:
        said = contact(note=OWN[side][2], direction="in")
        answer = client.post(file_at(file_of(world, side), "contacts/log/"), said)
        assert answer.status_code == 303, answer.content.decode()[-3000:]
    return world


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


def found(texts: list[str], side: str) -> list[str]:
    """What of a side's information stands in any of these texts."""
    return [word for word in OWN[side] if any(re.search(rf"\b{word}\b", text) for text in texts)]


def rows_of(file: File) -> dict[str, int]:
    """How many rows of each table that hangs from files the open context is given of this one."""
    counts = {}
    for table in SCHEME_TABLES:
        wall = wall_of(table)
        if wall.kind in ("file", "received") and not wall.part and wall.column == "file_id":
            counts[table] = sql(f'select count(*) from "{table}" where file_id = %s', [file.pk])[0][0]
    return {table: count for table, count in counts.items() if count}


@pytest.mark.requirement("WTE-4.3-03")
@pytest.mark.parametrize("side", SIDES)
def test_it_keeps_what_is_known_of_one_out_of_the_others_file(told: World, client: Client, side: str) -> None:
    """Also for the manager, who may see both: each fact stands in its own file and nowhere in the other's."""
    client.force_login(told.north.manager)
    own = [text_of(client, file_at(file_of(told, side), page)) for page in PAGES]
    assert all(own), "each of these pages is there"
    assert set(found(own, side)) == set(OWN[side])
    assert found(own, other(side)) == []
    with told.north.at("manager", only_file=file_of(told, side)):
        assert rows_of(file_of(told, side))
        assert rows_of(file_of(told, other(side))) == {}


@pytest.mark.requirement("WTE-4.5-03")
@pytest.mark.parametrize("side", SIDES)
def test_it_guards_both_sides_alike(told: World, client: Client, side: str) -> None:
    """Whoever works one side alone, whichever it is: all of their own, and nothing of the other's."""
    told.north.allocate(told.case, "facilitator2", side)
    client.force_login(told.north.facilitator2)
    mine, theirs = file_of(told, side), file_of(told, other(side))
    own = [text_of(client, file_at(mine, page)) for page in PAGES]
    assert set(found(own, side)) == set(OWN[side])
    for page in PAGES:
        assert client.get(file_at(theirs, page)).status_code == 404, page
    assert client.post(file_at(theirs, "contacts/log/"), contact()).status_code == 404
    search = f"/northshire/cases/?q={OWN[other(side)][1]}"
    around = [case_at(told.case), case_at(told.case, "history/"), "/northshire/cases/", "/northshire/work/"]
    texts = [*own, *(text_of(client, path) for path in (*around, "/northshire/due/"))]
    assert found(texts, other(side)) == []
    assert told.case.reference not in text_of(client, search), "nor is the case found by the other's name"
    with told.north.at("facilitator2"):
        seen = rows_of(mine)
        assert rows_of(theirs) == {}
    with told.north.at("manager"):
        assert set(rows_of(mine)) - set(seen) == set(), "all of their own side"
        sides = FileGrant.objects.filter(user=told.north.facilitator2).values_list("side", flat=True)
        assert set(sides) == {side}


@pytest.mark.requirement("WTE-8.3-01")
def test_it_holds_the_victims_information_where_nobody_of_the_offenders_system_reaches(
    told: World, client: Client
) -> None:
    """An offender manager reads the offender's file; an agency of the offender's follows its referral."""
    sent: dict[str, Any] = {
        "file": str(file_of(told, "responsible").pk),
        "user": str(told.north.liaison.pk),
        "kind": "offender_manager",
        "reason": "Supervises the licence",
        **day("until", today() + timedelta(days=30)),
    }
    client.force_login(told.north.manager)
    assert client.post(case_at(told.case, "people/grant/"), sent).status_code == 303
    client.force_login(told.north.liaison)
    page = text_of(client, "/northshire/files/")
    assert found([page], "responsible")
    assert found([page], "harmed") == []
    for rest in PAGES:
        assert client.get(file_at(file_of(told, "harmed"), rest)).status_code == 404
    with told.north.at("liaison"):
        assert rows_of(file_of(told, "responsible"))
        assert rows_of(file_of(told, "harmed")) == {}
        assert sql("select count(*) from cases_sourcepaper")[0][0] == 0, "papers name both"
    client.force_login(told.north.referrer)
    follows = [text_of(client, f"/northshire/{path}") for path in ("our-referrals/", "refer/")]
    assert found(follows, "harmed") == []
    with told.north.at("referrer"):
        assert rows_of(file_of(told, "harmed")) == {}
    again = sent | {"file": str(file_of(told, "harmed").pk), "kind": "victim_liaison"}
    client.force_login(told.north.manager)
    refused = client.post(case_at(told.case, "people/grant/"), again)
    assert refused.status_code == 200, "nor are they given the victim's file later, by mistake"
