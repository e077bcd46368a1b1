"""What the scheduler's login may know of every scheme: numbers, and nothing that they are numbers of."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now, today
from rjcase.notifications.models import Notification, SweepRun
from rjcase.notifications.monitor import Standing, standings
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.tenancy import SYSTEM, acting
from tests.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="signs in as the scheduler without a password"),
]


@pytest.fixture
def sched(world: World) -> Iterator[Any]:
    """A cursor of the scheduler's login on the test database."""
    params = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in ("host", "port", "dbname")
    }
    with psycopg.connect(**params, user="rjcase_sched", autocommit=True) as raw, raw.cursor() as cursor:
        yield cursor


def standing(cursor: Any, slug: str) -> Standing:
    (found,) = [one for one in standings(cursor) if one.scheme == slug]
    return found


def test_it_counts_what_is_late_waiting_and_stuck_in_every_scheme(world: World, sched: Any) -> None:
    assert not standing(sched, "northshire").is_healthy, "nobody has looked yet"
    with acting(world.north.scheme, SYSTEM):
        Deadline.objects.running().update(met_on=today())
        open_deadline("feedback", world.case, due_on=today() - timedelta(days=1))
    sweep_scheme(world.north.scheme)
    found = standing(sched, "northshire")
    assert (found.overdue, found.pending, found.need_a_person, found.is_healthy) == (1, 2, 0, True)
    with acting(world.north.scheme, SYSTEM):
        first = Notification.objects.order_by("pk")[0]
        Notification.objects.filter(pk=first.pk).update(
            state="sending", claimed_at=now() - timedelta(minutes=11)
        )
    found = standing(sched, "northshire")
    assert (found.pending, found.need_a_person, found.is_healthy) == (1, 1, False)
    assert standing(sched, "southshire").need_a_person == 0
    with acting(world.north.scheme, SYSTEM):
        Notification.objects.filter(pk=first.pk).update(state="sent")
        SweepRun.objects.update(finished_at=now() - timedelta(minutes=11))
    assert not standing(sched, "northshire").is_healthy


@pytest.mark.parametrize(
    "query",
    [
        "select * from deadlines_deadline",
        "select label from deadlines_deadline",
        "select case_id from deadlines_deadline",
        "select body from notifications_notification",
        "select recipient_id from notifications_notification",
        "select 1 from cases_case",
        "select 1 from documents_document",
        "update notifications_notification set state = 'sent'",
        "select id from notifications_notification for update",
    ],
)
def test_it_may_read_nothing_else_and_write_nothing(world: World, sched: Any, query: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sched.execute(query)


def test_it_is_asked_as_the_scheduler_only(world: World) -> None:
    with pytest.raises(CommandError, match="RJCASE_PROCESS=sched"):
        call_command("reminder_health")
