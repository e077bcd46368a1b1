"""A check that runs out is spoken of 60 and 30 days before, once each, and never by a name."""

from datetime import timedelta

import pytest
import time_machine

from practitioners.models import VettingCheck
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import now
from rjcase.notifications.models import Notification
from rjcase.notifications.sweeping import sweep_scheme
from rjcase.tenancy import SYSTEM, acting
from tests.world import World, sql, vet

pytestmark = pytest.mark.django_db


def told(world: World) -> list[str]:
    """Who was written to about a check, in the order of writing."""
    names = {user.pk: name for name, user in world.north.people.items()}
    with acting(world.north.scheme, SYSTEM):
        rows = Notification.objects.filter(title__contains="check").order_by("written_at", "recipient_id")
        assert all("Volunteer" not in row.title + row.body for row in rows), "no name in a message"
        return [names[row.recipient_id] for row in rows]


def runs_out(world: World, days: int) -> None:
    """Let somebody new be there whose check runs out in so many days."""
    with acting(world.north.scheme, SYSTEM):
        user = world.north.join("newcomer")
        Membership.objects.filter(user=user).update(roles=[Role.VOLUNTEER])
        vet(user, days=days)
    world.north.people["newcomer"] = user


def test_it_warns_at_60_and_at_30_days_once_each(world: World) -> None:
    runs_out(world, 70)
    sweep_scheme(world.north.scheme)
    assert told(world) == []
    for days, expected in ((11, 1), (12, 1), (41, 2), (69, 2), (80, 2)):
        with time_machine.travel(now() + timedelta(days=days)):
            for _ in range(2):
                sweep_scheme(world.north.scheme)
        assert told(world).count("newcomer") == expected, days
        assert told(world).count("manager") == expected, days
    assert set(told(world)) == {"newcomer", "manager"}
    sweep_scheme(world.south.scheme)
    with acting(world.south.scheme, SYSTEM):
        assert not Notification.objects.filter(title__contains="check").exists()


def test_it_speaks_of_the_latest_check_alone(world: World) -> None:
    runs_out(world, 20)
    sweep_scheme(world.north.scheme)
    assert sorted(told(world)) == ["manager", "newcomer"], "the 30 days alone: the 60 have passed"
    with acting(world.north.scheme, SYSTEM):
        old = VettingCheck.objects.get(user=world.north.facilitator2)
        sql(
            "select record_check(uuidv7(), %s, 'dbs', current_date - 9, '', '', current_date + 9, '')",
            [old.user_id],
        )
    sweep_scheme(world.north.scheme)
    assert "facilitator2" not in told(world), "a later one is on record"
