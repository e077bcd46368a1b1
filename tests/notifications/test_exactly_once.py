"""Killed in the middle, two at once, the broker emptied: what `make verify` does for minutes, in seconds.

The real processes are killed in verify/parts/reminders.py; here the same moments are met in one process.
"""

import threading
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection

from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import today
from rjcase.notifications import sweeping
from rjcase.notifications.delivery import deliver_pending
from rjcase.notifications.models import Notification, SweepRun
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.tenancy import SYSTEM, acting
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def late(world: World) -> World:
    """Two things late in the north, of which the office is to be told."""
    with acting(world.north.scheme, SYSTEM):
        Deadline.objects.running().update(met_on=today())
        for kind in ("feedback", "victim_update"):
            open_deadline(kind, world.case, due_on=today() - timedelta(days=1))
    return world


def said(world: World) -> list[tuple[str, str]]:
    with acting(world.north.scheme, SYSTEM):
        rows = Notification.objects.order_by("recipient__email", "deadline__kind")
        return [(row.recipient.email.split("@")[0], row.state) for row in rows.select_related("recipient")]


def at_once(*jobs: Any) -> None:
    """Run jobs in threads that start together; each closes its own connection."""
    gate = threading.Barrier(len(jobs))
    failures: list[BaseException] = []

    def run(job: Any) -> None:
        try:
            gate.wait(10)
            job()
        except BaseException as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_it_leaves_no_trace_of_a_sweep_that_died(late: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*_args: Any, **_kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(SweepRun.objects, "update_or_create", die)
        sweep_scheme(late.north.scheme)
    assert said(late) == []
    assert sweep_scheme(late.north.scheme) == 4
    deliver_pending(late.north.scheme)
    assert said(late) == [("admin", "sent"), ("admin", "sent"), ("manager", "sent"), ("manager", "sent")]


def test_it_says_each_thing_once_when_two_sweep_and_two_deliver_at_once(
    late: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both have looked and found nothing said before either writes: only the unique key is left to hold.
    both_have_looked = threading.Barrier(2)
    look = sweeping._missing

    def look_and_wait(scheme: Any) -> Any:
        rows = look(scheme)
        both_have_looked.wait(20)
        return rows

    scheme = late.north.scheme
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "_missing", look_and_wait)
        at_once(lambda: sweep_scheme(scheme), lambda: sweep_scheme(scheme))
    assert len(said(late)) == 4
    sent: list[int] = []
    at_once(lambda: sent.append(deliver_pending(scheme)), lambda: sent.append(deliver_pending(scheme)))
    assert sum(sent) == 4
    assert {state for _who, state in said(late)} == {"sent"}


def test_it_needs_nothing_that_the_broker_held(late: World) -> None:
    sweep_scheme(late.north.scheme)  # rings, for real
    redis.Redis.from_url(django_settings.REDIS_URL).flushall()
    assert sweep_scheme(late.north.scheme) == 0
    deliver_pending(late.north.scheme)
    assert [state for _who, state in said(late)] == ["sent"] * 4
