"""Reminders: who is told what, once, however often and however badly the machinery runs."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from rjcase.access.models import Membership
from rjcase.deadlines.models import Deadline, DeadlineRule
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import now, today
from rjcase.notifications import sweeping
from rjcase.notifications.delivery import deliver_pending
from rjcase.notifications.models import Notification, SweepRun
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.notifications.tasks import sweep
from rjcase.tenancy import SYSTEM, acting
from tests.world import House, World

pytestmark = pytest.mark.django_db


def due(house: House, case: Any, days: int, kind: str = "feedback", **more: Any) -> Deadline:
    """A deadline that falls due so many days from today."""
    with acting(house.scheme, SYSTEM):
        return open_deadline(kind, case, due_on=today() + timedelta(days=days), **more)


def said(house: House) -> list[tuple[str, str, str]]:
    """What stands in the outbox: recipient, kind, state."""
    with acting(house.scheme, SYSTEM):
        rows = Notification.objects.select_related("recipient").order_by("recipient__email", "kind")
        return [(row.recipient.email.split("@")[0], row.kind, row.state) for row in rows]


def quiet(world: World) -> None:
    """Set aside what referring the cases of the world has opened."""
    for house in (world.north, world.south):
        with acting(house.scheme, SYSTEM):
            Deadline.objects.running().update(met_on=today())


@pytest.mark.requirement("WTE-6.7-02")
def test_it_reminds_before_the_date_and_again_when_it_is_late(world: World) -> None:
    quiet(world)
    world.north.allocate(world.case)
    due(world.north, world.case, 5)
    sweep()
    assert said(world.north) == []
    with time_machine.travel(now() + timedelta(days=3)):
        sweep()
        assert said(world.north) == [("facilitator", "due_soon", "sent")]
    with time_machine.travel(now() + timedelta(days=6)):
        sweep()
        assert said(world.north) == [
            ("facilitator", "due_soon", "sent"),
            ("facilitator", "overdue", "sent"),
        ]


def test_it_says_a_thing_once_however_often_it_looks(world: World) -> None:
    quiet(world)
    due(world.north, world.case, 1)
    for _turn in range(3):
        sweep()
    assert said(world.north) == [("admin", "due_soon", "sent"), ("manager", "due_soon", "sent")]
    assert said(world.south) == []


def test_it_begins_again_when_the_date_is_moved_and_stops_when_it_is_met(world: World) -> None:
    quiet(world)
    world.north.allocate(world.case)
    deadline = due(world.north, world.case, 1)
    sweep()
    with acting(world.north.scheme, SYSTEM):
        Deadline.objects.filter(pk=deadline.pk).update(due_on=today() + timedelta(days=2))
    sweep()
    assert said(world.north) == [("facilitator", "due_soon", "sent")] * 2
    with acting(world.north.scheme, SYSTEM):
        meet_deadline("feedback", world.case)
    with time_machine.travel(now() + timedelta(days=9)):
        sweep()
        assert len(said(world.north)) == 2


def test_it_uses_the_schemes_own_notice(world: World) -> None:
    quiet(world)
    with world.north.at("manager"):
        DeadlineRule.objects.create(kind="feedback", amount=7, unit="calendar_days", remind_days_before=5)
    due(world.north, world.case, 5)
    due(world.south, world.south_case, 5)
    sweep()
    assert said(world.north) == [("admin", "due_soon", "sent"), ("manager", "due_soon", "sent")]
    assert said(world.south) == []


def test_it_tells_the_owner_first_then_who_works_the_case_then_the_office(world: World) -> None:
    quiet(world)
    world.north.allocate(world.case)
    due(world.north, world.case, 0, owner=world.north.supervisor)
    sweep()
    assert [row[0] for row in said(world.north)] == ["supervisor"]
    with acting(world.north.scheme, SYSTEM):
        Notification.objects.update(due_on=today() - timedelta(days=99))
        Membership.objects.filter(user=world.north.supervisor).update(ends_on=today() - timedelta(days=1))
    sweep()
    assert {row[0] for row in said(world.north)} == {"supervisor", "facilitator"}


@pytest.mark.parametrize(
    ("sides", "told"), [("harmed", ["facilitator"]), ("responsible", ["admin", "manager"])]
)
def test_it_tells_a_one_sided_worker_nothing_of_the_other_side(
    world: World, sides: str, told: list[str]
) -> None:
    quiet(world)
    world.north.allocate(world.case, sides=sides)
    due(world.north, world.case, 0, kind="victim_update", file=world.harmed)
    sweep()
    assert [row[0] for row in said(world.north)] == told


def test_its_words_hold_a_reference_what_is_due_and_a_link(world: World) -> None:
    quiet(world)
    due(world.north, world.case, 0, label="Ring Hana Northvictim at home", file=world.harmed)
    sweep()
    with world.north.at("manager"):
        row = Notification.objects.filter(recipient=world.north.manager).get()
    assert row.title.startswith(f"Due in {world.case.reference} on ")
    assert "Feedback after the meeting" in row.title
    assert f"/northshire/cases/{world.case.reference}/" in row.body
    for personal in ("Hana", "Northvictim", "Northoffender", "Ring", "burglary", "harmed"):
        assert personal not in row.title + row.body


def test_it_delivers_what_no_bell_was_heard_for(world: World) -> None:
    quiet(world)
    deadline = due(world.north, world.case, 0)
    with acting(world.north.scheme, SYSTEM):
        Notification.objects.create(
            kind="due_soon",
            subject=deadline.pk,
            deadline=deadline,
            case=world.case,
            due_on=deadline.due_on,
            recipient=world.north.manager,
            channel="outbox",
            title="t",
            body="b",
        )
    assert ("manager", "due_soon", "pending") in said(world.north)
    sweep()
    assert ("manager", "due_soon", "sent") in said(world.north)
    assert len(said(world.north)) == 2  # the administrator's own, and not another for the manager


def test_it_drops_a_reminder_that_nobody_needs_any_more(world: World) -> None:
    quiet(world)
    due(world.north, world.case, 0)
    sweep_scheme(world.north.scheme)
    with acting(world.north.scheme, SYSTEM):
        meet_deadline("feedback", world.case)
    deliver_pending(world.north.scheme)
    assert {row[2] for row in said(world.north)} == {"dropped"}


def test_it_remembers_when_it_last_looked_in_each_scheme(world: World) -> None:
    sweep()
    sweep()
    for house in (world.north, world.south):
        with house.at("manager"):
            assert now() - SweepRun.objects.get().finished_at < timedelta(minutes=1)


def test_trouble_in_one_scheme_keeps_no_other_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    quiet(world)
    due(world.south, world.south_case, 0)
    from rjcase.notifications import tasks

    real = tasks.sweep_scheme

    def broken(scheme: Any) -> int:
        if scheme.slug == "northshire":
            raise RuntimeError("no")
        return real(scheme)

    monkeypatch.setattr(tasks, "sweep_scheme", broken)
    broken.__name__ = "sweep_scheme"
    sweep()
    assert len(said(world.south)) == 2
    assert "failed in scheme" in caplog.text


def test_it_lets_people_read_their_own_messages_only(world: World) -> None:
    quiet(world)
    world.north.allocate(world.case)
    due(world.north, world.case, 0)
    due(world.north, world.case, 0, kind="victim_update", owner=world.north.facilitator2)
    sweep()
    with world.north.at("facilitator"):
        assert [row.recipient for row in Notification.objects.all()] == [world.north.facilitator]
    with world.south.at("manager"), transaction.atomic():
        assert not Notification.objects.filter(case=world.case.pk).exists()


def test_it_looks_at_any_number_piece_by_piece(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet(world)
    monkeypatch.setattr(sweeping, "AT_A_TIME", 2)
    for kind in ("feedback", "victim_update", "agreement_copies"):
        due(world.north, world.case, 0, kind=kind)
    assert sweep_scheme(world.north.scheme) == 6
    assert sweep_scheme(world.north.scheme) == 0
