"""A leaver's work goes to others in one go; an absence is covered until a date."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cases.models import Allocation, File, FileGrant, Identity
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7
from rjcase.notifications.models import Notification
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import case_at, day, file_at
from tests.world import World, party, sql

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def page_at(world: World, who: str = "facilitator") -> str:
    with world.north.at("manager"):
        membership = Membership.objects.get(user=world.north.people[who])
    return f"/northshire/scheme/people/{membership.pk}/hand-over/"


def allocation_of(world: World, who: str = "facilitator") -> Allocation:
    with world.north.at("manager"):
        return Allocation.objects.get(user=world.north.people[who], state__in=("offered", "accepted"))


def leaving(world: World, taker: str, **more: str) -> dict[str, str]:
    return {
        "why": "leaving",
        **day("leaves_on", today() + WEEK),
        "reason": "Leaves for another job",
        f"case_{allocation_of(world).pk}": str(world.north.people[taker].pk),
    } | more


def away(world: World, taker: str, **more: str) -> dict[str, str]:
    return {
        "why": "away",
        **day("away_from", today()),
        **day("away_until", today() + WEEK),
        "reason": "On leave",
        f"case_{allocation_of(world).pk}": str(world.north.people[taker].pk),
    } | more


def confirm(client: Client, address: str, sent: dict[str, str]) -> Any:
    page = client.post(address, sent).content.decode()
    assert "Check before you hand over" in page, page[-4000:]
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in page, name
    return client.post(address, sent | {"confirmed": "yes"})


def test_it_hands_a_leavers_cases_over_for_good(worked: World, client: Client) -> None:
    with world_of(worked):
        Deadline.objects.filter(case=worked.case).update(owner=worked.north.facilitator)
    client.force_login(worked.north.manager)
    address, sent = page_at(worked), leaving(worked, "volunteer")
    assert worked.case.reference in client.get(address).content.decode()
    client.post(address, sent)
    with worked.north.at("volunteer"):
        assert not File.objects.exists(), "nothing before it is confirmed"
    saved = confirm(client, address, sent)
    assert saved.status_code == 303, saved.content.decode()[-3000:]
    again = client.post(address, sent | {"confirmed": "yes"})
    assert again.status_code == 200, "there is nothing left to hand over"

    client.force_login(worked.north.volunteer)
    for file in (worked.harmed, worked.responsible):
        assert client.get(file_at(file)).status_code == 200
    with worked.north.at("manager"):
        assert {row.user_id for row in Allocation.objects.filter(state="accepted")} == {
            worked.north.volunteer.pk
        }
        assert not Deadline.objects.running().filter(owner=worked.north.facilitator).exists()
        assert Membership.objects.get(user=worked.north.facilitator).ends_on == today() + WEEK
        kept = FileGrant.objects.filter(user=worked.north.facilitator)
        assert {(grant.kind, grant.until) for grant in kept} == {("cover", today() + WEEK)}, "to hand over"
        told = Notification.objects.get(recipient=worked.north.volunteer)
        assert told.title == f"{worked.case.reference} was handed over to you"
    page = client_page(client, worked)
    assert "Leaves for another job" in page


def world_of(worked: World) -> Any:
    return acting(worked.north.scheme, SYSTEM)


def client_page(client: Client, worked: World) -> str:
    client.force_login(worked.north.manager)
    return client.get(case_at(worked.case, "people/")).content.decode()


def test_it_lets_a_colleague_cover_until_a_date(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    assert confirm(client, page_at(worked), away(worked, "volunteer")).status_code == 303
    for who in ("facilitator", "volunteer"):
        client.force_login(worked.north.people[who])
        assert client.get(file_at(worked.harmed)).status_code == 200, who
    page = client_page(client, worked)
    assert "Cover for a colleague: On leave" in page
    assert allocation_of(worked).state == "accepted", "the case stays theirs"

    with worked.north.at("facilitator"):
        sql(
            "select open_party(%s, %s, %s, 'victim', 'harmed', null)",
            [uuid7(), file := uuid7(), worked.case.pk],
        )
    with worked.north.at("volunteer"):
        assert File.objects.filter(pk=file).exists(), "and what is opened meanwhile"
    with world_of(worked):
        Membership.objects.filter(user=worked.north.volunteer).update(ends_on=today() + timedelta(days=2))
    with worked.north.at("manager"):
        ends = {grant.until for grant in FileGrant.objects.filter(user=worked.north.volunteer)}
        assert ends == {today() + timedelta(days=2)}


def test_it_opens_nothing_before_the_first_day_of_cover(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    sent = away(worked, "volunteer", **day("away_from", today() + timedelta(days=2)))
    assert confirm(client, page_at(worked), sent).status_code == 303
    with worked.north.at("volunteer"):
        assert not Identity.objects.exists()
        assert sql("select count(*) from cases_case")[0][0] == 0
    assert "On leave" in client_page(client, worked), "the office sees it coming"


def test_it_takes_no_own_case_from_who_covers(worked: World, client: Client) -> None:
    """Whoever works one side and covers the other keeps their own side when the cover ends."""
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    client.force_login(worked.north.manager)
    confirm(client, page_at(worked), away(worked, "volunteer"))
    with worked.north.at("manager"):
        rows = FileGrant.objects.filter(user=worked.north.volunteer, verb=2)
        kinds = dict(rows.values_list("content_object_id", "kind"))
    assert kinds[worked.harmed.pk] == "allocation"
    assert kinds[worked.responsible.pk] == "cover"


def test_it_widens_the_sides_of_who_works_the_case_already(worked: World, client: Client) -> None:
    worked.north.allocate(worked.case, who="volunteer", sides="harmed")
    client.force_login(worked.north.manager)
    assert confirm(client, page_at(worked), leaving(worked, "volunteer")).status_code == 303
    row = allocation_of(worked, "volunteer")
    assert (row.sides, row.is_lead) == ("both", True)
    with worked.north.at("volunteer"):
        assert Identity.objects.count() == 2


def test_it_gives_a_case_to_nobody_with_a_conflict(worked: World, client: Client) -> None:
    with worked.north.at("manager"):
        sql(
            "select offer_case(%s, %s, %s, false, 'both')",
            [uuid7(), worked.case.pk, worked.north.volunteer.pk],
        )
    with worked.north.at("volunteer"):
        mine = "select id from cases_allocation where user_id = ctx_user()"
        sql(f"select answer_offer(({mine}), 'conflict', 'A neighbour')")
    client.force_login(worked.north.manager)
    sent = leaving(worked, "volunteer")
    page = client.post(page_at(worked), sent | {"confirmed": "yes"})
    assert page.status_code == 200, "they cannot even be chosen"
    allocation = allocation_of(worked)
    for statement in (
        "hand_over(%s, uuidv7(), %s, null, 'x')",
        "cover_case(%s, %s, current_date, current_date, 'x')",
    ):
        with worked.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
            sql(f"select {statement}", [allocation.pk, worked.north.volunteer.pk])


def test_it_hands_over_what_is_beside_a_case_and_open_offers(world: World, client: Client) -> None:
    with acting(world.north.scheme, SYSTEM):
        world.north.people["supervisor2"] = world.north.join("supervisor2", Role.SUPERVISOR, Role.FACILITATOR)
    with world.north.at("manager"):
        give = "select grant_file(%s, %s, 1, 'supervision', 'Watches over it', current_date + 90)"
        sql(give, [world.harmed.pk, world.north.supervisor.pk])
        sql(give, [world.responsible.pk, world.north.supervisor.pk])
    client.force_login(world.north.manager)
    sent = {
        "why": "leaving",
        **day("leaves_on", today()),
        "reason": "Retires",
        "beside_supervision": str(world.north.people["supervisor2"].pk),
    }
    assert confirm(client, page_at(world, "supervisor"), sent).status_code == 303
    with world.north.at("supervisor2"):
        assert Identity.objects.count() == 2
    with world.north.at("supervisor"):
        assert not Identity.objects.exists()

    with world.north.at("manager"):
        sql(
            "select offer_case(%s, %s, %s, true, 'both')",
            [uuid7(), world.case.pk, world.north.facilitator.pk],
        )
    sent = leaving(world, "volunteer")
    assert confirm(client, page_at(world), sent).status_code == 303
    assert allocation_of(world, "volunteer").state == "offered", "they answer for themselves"
    with world.north.at("volunteer"):
        assert not Identity.objects.exists()


def test_it_shows_every_mistake_at_once(worked: World, client: Client) -> None:
    client.force_login(worked.north.manager)
    address = page_at(worked)
    page = client.post(address, {}).content.decode()
    for sentence in (
        "Select why the work changes hands",
        "Enter reason",
        "Select who takes at least one piece",
    ):
        assert sentence in page, sentence
    wrong = away(worked, "volunteer", **day("away_until", today() - WEEK))
    assert "Last day of cover must be" in client.post(address, wrong).content.decode()
    assert client.get(page_at(worked, "manager")).status_code == 404, "of others alone"
    assert "They hold no open work" in client.get(page_at(worked, "volunteer")).content.decode()


@pytest.mark.parametrize("who", ["admin", "facilitator", "supervisor"])
def test_it_is_for_managers(worked: World, client: Client, who: str) -> None:
    address, sent = page_at(worked), leaving(worked, "volunteer")
    client.force_login(worked.north.people[who])
    assert client.get(address).status_code == 404
    assert client.post(address, sent | {"confirmed": "yes"}).status_code == 404
    if who != "admin":
        allocation = allocation_of(worked)
        with worked.north.at(who), pytest.raises(DatabaseError), transaction.atomic():
            sql(
                "select hand_over(%s, uuidv7(), %s, null, 'mine')",
                [allocation.pk, worked.north.people[who].pk],
            )


def test_it_takes_no_case_of_another_scheme(worked: World, client: Client) -> None:
    other = worked.south.refer(party("victim", "Vera", "South"), party("offender", "Otto", "South"))
    theirs = worked.south.allocate(other)
    with worked.north.at("manager"), pytest.raises(DatabaseError), transaction.atomic():
        sql("select hand_over(%s, uuidv7(), %s, null, 'x')", [theirs.pk, worked.north.volunteer.pk])
