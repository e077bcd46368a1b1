"""What is due: clocks in working days, seen through the walls, met by what is done, or set aside."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rjcase.deadlines.models import Deadline, DeadlineRule
from rjcase.deadlines.services import open_deadline, waive_deadline
from rjcase.kernel.clock import LONDON, today
from rjcase.kernel.errors import AlreadyDone
from rjcase.notifications.models import Notification
from rjcase.notifications.tasks import sweep
from rjcase.tenancy import SYSTEM, acting
from tests.cases.walk import contact, file_at
from tests.world import World

pytestmark = pytest.mark.django_db
DUE = "/northshire/due/"
# Thursday before Christmas. A year far ahead, because the database's own clock is not frozen and
# refuses contexts that are in its past.
CHRISTMAS_EVE = datetime(2037, 12, 24, 10, 0, tzinfo=LONDON)


def start(world: World, kind: str = "first_contact", **more: Any) -> Deadline:
    with acting(world.north.scheme, SYSTEM):
        return open_deadline(kind, world.case, **more)


def quiet(world: World) -> None:
    with acting(world.north.scheme, SYSTEM):
        Deadline.objects.running().update(met_on=today())


def text(client: Client, address: str = DUE) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.requirement("WM-5.7-06")
def test_it_counts_five_working_days_over_christmas_until_the_victim_is_reached(
    world: World, client: Client
) -> None:
    quiet(world)
    world.north.allocate(world.case)
    world.harmed.case = world.case
    with time_machine.travel(CHRISTMAS_EVE, tick=False) as clock:
        # Christmas Day, the Monday in place of Boxing Day and New Year's Day do not count.
        assert start(world).due_on == date(2038, 1, 5)
        client.force_login(world.north.facilitator)
        assert "5 January 2038" in text(client)
        clock.move_to(datetime(2038, 1, 2, 9, 0, tzinfo=LONDON))
        sweep()
        assert reminded(world) == []
        clock.move_to(datetime(2038, 1, 3, 9, 0, tzinfo=LONDON))
        sweep()
        assert reminded(world) == ["due_soon"]
        clock.move_to(datetime(2038, 1, 5, 23, 59, tzinfo=LONDON))
        client.force_login(world.north.facilitator)
        assert "Overdue" not in text(client)
        clock.move_to(datetime(2038, 1, 6, 0, 1, tzinfo=LONDON))
        assert "Overdue" in text(client)
        sweep()
        assert reminded(world) == ["due_soon", "overdue"]
        logged = client.post(file_at(world.harmed, "contacts/log/"), contact())
        assert logged.status_code == 303
        assert "First contact with the victim" not in text(client)
        # Written up after midnight; the clock asks when it happened.
        with world.north.at("manager"):
            met = Deadline.objects.get(kind="first_contact", started_on=CHRISTMAS_EVE.date())
        assert met.met_on == date(2038, 1, 5)


def reminded(world: World) -> list[str]:
    with acting(world.north.scheme, SYSTEM):
        return list(Notification.objects.order_by("written_at").values_list("kind", flat=True))


@pytest.mark.requirement("WTE-7E-05", "WTE-6.7-02")
@pytest.mark.parametrize(
    ("kind", "due_on"),
    [("agreement_copies", date(2037, 12, 31)), ("feedback", date(2037, 12, 31))],
)
def test_it_runs_each_kind_on_its_own_clock(world: World, kind: str, due_on: date) -> None:
    with time_machine.travel(CHRISTMAS_EVE):
        assert start(world, kind).due_on == due_on


def test_it_runs_on_the_schemes_own_length(world: World) -> None:
    with world.north.at("manager"):
        DeadlineRule.objects.create(kind="first_contact", amount=1, unit="working_days")
    quiet(world)
    with time_machine.travel(CHRISTMAS_EVE):
        assert start(world).due_on == date(2037, 12, 29)


def test_it_starts_a_clock_once(world: World) -> None:
    quiet(world)
    assert start(world).pk == start(world).pk


def test_it_shows_each_person_what_is_due_in_the_files_they_hold(world: World, client: Client) -> None:
    quiet(world)
    start(world, "victim_update", due_on=today(), file=world.harmed)
    start(world, "feedback", due_on=today(), file=world.responsible)
    world.north.allocate(world.case, who="volunteer", sides="responsible")
    expected = {
        "manager": (True, True),
        "admin": (True, True),
        "volunteer": (False, True),
        "facilitator2": (False, False),
    }
    for who, (harmed, responsible) in expected.items():
        client.force_login(world.north.people[who])
        page = text(client)
        assert ("Update to the victim" in page) is harmed
        assert ("Feedback after the meeting" in page) is responsible
    for who in ("referrer", "liaison", "commissioner"):
        client.force_login(world.north.people[who])
        assert client.get(DUE).status_code == 404
    client.force_login(world.south.manager)
    assert client.get(DUE).status_code == 404
    assert world.case.reference not in text(client, "/southshire/due/")


def test_it_narrows_to_what_is_late_or_near(world: World, client: Client) -> None:
    quiet(world)
    day = today()
    start(world, "feedback", due_on=day - timedelta(days=1))
    start(world, "victim_update", due_on=day + timedelta(days=7))
    start(world, "agreement_copies", due_on=day + timedelta(days=8))
    client.force_login(world.north.manager)
    names = {
        "late": "Feedback after the meeting",
        "soon": "Update to the victim",
        "later": "Copies of the agreement",
    }
    for when in names:
        page = text(client, f"{DUE}?when={when}")
        assert [name in page for name in names.values()] == [name == when for name in names]
    assert all(name in text(client) for name in names.values())


def test_it_is_set_aside_by_a_manager_with_a_reason(world: World, client: Client) -> None:
    quiet(world)
    deadline = start(world, "feedback")
    address = f"{DUE}{deadline.pk}/set-aside/"
    world.north.allocate(world.case)
    client.force_login(world.north.facilitator)
    assert client.get(address).status_code == 404
    client.force_login(world.south.manager)
    assert client.post(f"/southshire/due/{deadline.pk}/set-aside/", {"reason": "x"}).status_code == 404
    client.force_login(world.north.manager)
    assert "Enter why it need not be done" in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": "Asked for again by the court"}).status_code == 303
    with world.north.at("manager"):
        row = Deadline.objects.get(pk=deadline.pk)
        assert (row.waived_by, row.waived_reason) == (world.north.manager, "Asked for again by the court")
        with pytest.raises(AlreadyDone):
            waive_deadline(deadline, world.north.actor("manager"), reason="again")
    assert "Feedback after the meeting" not in text(client)
    assert client.get(address).status_code == 404


def test_it_lists_any_number_with_the_same_queries(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    quiet(world)
    start(world, "feedback", file=world.harmed)
    client.force_login(world.north.manager)
    with django_assert_max_num_queries(60) as few:
        client.get(DUE)
    for kind in ("victim_update", "agreement_copies", "first_contact", "agreement_item"):
        start(world, kind, file=world.harmed, due_on=today())
    with django_assert_max_num_queries(60) as many:
        client.get(DUE)
    assert len(few) == len(many)
