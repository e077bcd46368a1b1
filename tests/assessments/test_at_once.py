"""Two people at the same moment, on real connections: one of them wins and nothing unsafe is left."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from assessments.models import RiskAssessment
from assessments.services.decide_risk import approve_risk, return_risk
from cases.models import StageChange
from cases.services.consents import withdraw_consent
from cases.services.perform import perform
from rjcase.access.models import Membership
from rjcase.access.roles import Role
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError
from tests.assessments.helpers import prepare, stage, submitted
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PAUSE = 0.7  # seconds the first holds its transaction open, long enough for the second to run into it


class Person(threading.Thread):
    """Somebody acting in a thread and a connection of their own; remembers how it ended."""

    def __init__(
        self, world: World, who: str, act: Callable[[Any], Any], after: threading.Event | None = None
    ) -> None:
        super().__init__()
        self.world, self.who, self.act, self.after = world, who, act, after
        self.has_acted = threading.Event()
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            if self.after is not None:
                assert self.after.wait(20)
            with self.world.north.at(self.who):
                self.act(self.world.north.actor(self.who))
                self.has_acted.set()
                if self.after is None:
                    time.sleep(PAUSE)
        except Exception as failure:  # kept for the test to look at
            self.failure = failure
        finally:
            self.has_acted.set()
            connection.close()


def one_after_the_other(world: World, first: tuple[str, Any], second: tuple[str, Any]) -> list[Any]:
    """Let the second begin while the first has acted and not yet committed; how each ended."""
    one = Person(world, *first)
    two = Person(world, *second, after=one.has_acted)
    for person in (one, two):
        person.start()
    for person in (one, two):
        person.join(30)
        assert not person.is_alive()
    return [one.failure, two.failure]


def _withdraw(world: World) -> Callable[[Any], Any]:
    return lambda me: withdraw_consent(
        world.harmed, actor=me, purpose="take_part", form="verbal", happened_on=today()
    )


def _confirm(world: World) -> Callable[[Any], Any]:
    return lambda me: perform("confirm_ready", world.case, me)


def test_it_lets_one_of_two_managers_decide(world: World) -> None:
    world.north.allocate(world.case)
    with world.north.at("manager"):
        Membership.objects.filter(user=world.north.facilitator2).update(roles=[Role.MANAGER])
    with world.north.at("facilitator"):
        risk = submitted(world.harmed, world.north.actor("facilitator"))
    first, second = one_after_the_other(
        world,
        ("manager", lambda me: approve_risk(risk, me)),
        ("facilitator2", lambda me: return_risk(risk, me, note="Say more.")),
    )
    assert first is None
    assert isinstance(second, AlreadyDone)
    with world.north.at("manager"):
        found = RiskAssessment.objects.get()
        assert (found.state, found.decided_by, found.decision_note) == ("approved", world.north.manager, "")


def test_it_does_not_confirm_over_a_withdrawal_that_is_being_written(world: World) -> None:
    prepare(world)
    with world.north.at("facilitator"):
        perform("confirm_ready", world.case, world.north.actor("facilitator"))
        perform("reopen_preparation", world.case, world.north.actor("facilitator"))
    first, second = one_after_the_other(
        world, ("facilitator", _withdraw(world)), ("manager", _confirm(world))
    )
    assert first is None
    assert isinstance(second, DomainError)
    assert stage(world.north, world.case) == "preparing"


def test_it_takes_a_case_back_that_was_being_confirmed_when_they_withdrew(world: World) -> None:
    prepare(world)
    failures = one_after_the_other(world, ("manager", _confirm(world)), ("facilitator", _withdraw(world)))
    assert failures == [None, None]
    assert stage(world.north, world.case) == "preparing"
    with world.north.at("manager"):
        steps = StageChange.objects.order_by("recorded_at").values_list("step", flat=True)
        assert list(steps)[-2:] == ["confirm_ready", "reopen_preparation"]
