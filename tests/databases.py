"""Which database a test works in.

Tests that ask for `world` find its cast in the database already, made once for all of them. A test that
commits gets a clone that is thrown away behind it: that is far quicker than emptying every table.

`@pytest.mark.clock("2026-11-22 10:00")` sets the clock before anything else of a test, its world included.
`@pytest.mark.world(after=prepare)` lets a test begin behind `prepare(world)`, done once for all that ask.
"""

import copy
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import TransactionTestCase

from tests.clone import Clone, point
from tests.world import World

_COMMITTING = {"transactional_db", "live_server"}


@pytest.fixture(scope="session")
def _empty(django_db_setup: None) -> str:
    """The name of the database that has every table and nothing in them."""
    return str(connection.settings_dict["NAME"])


Made = tuple[str, Callable[[World], None] | None]


class Casts:
    """The worlds that tests begin with, each in a database of its own, made when first asked for.

    They differ by the moment they were made at ("" is now) and by what was done in them.
    """

    def __init__(self) -> None:
        self._made: dict[Made, tuple[Clone, World, float]] = {}

    def get(self, made: Made) -> tuple[Clone, World, float]:
        """The database, the people, and the moment when all of it was there, in seconds."""
        if made not in self._made:
            moment, after = made
            first = self.get((moment, None)) if after else None
            clone = Clone(f"world{len(self._made)}", first[0].name if first else "")
            with clone.in_use():
                world = copy.deepcopy(first[1]) if first else World()
                if after:
                    after(world)
            self._made[made] = clone, world, time.time()
        return self._made[made]

    def are_in(self, database: str) -> bool:
        """Whether one of them lives there."""
        return any(clone.name == database for clone, _, _ in self._made.values())

    def drop(self) -> None:
        """Leave nothing behind."""
        for clone, _, _ in self._made.values():
            clone.drop()


@pytest.fixture(scope="session")
def _casts(_empty: str, django_db_blocker: Any) -> Iterator[Casts]:
    casts = Casts()
    yield casts
    with django_db_blocker.unblock():
        point(_empty)
        casts.drop()


def _wanted(request: pytest.FixtureRequest) -> Made:
    clock, world = (request.node.get_closest_marker(name) for name in ("clock", "world"))
    return clock.args[0] if clock else "", world.kwargs["after"] if world else None


@pytest.fixture
def _own_database(
    request: pytest.FixtureRequest,
    _empty: str,
    _casts: Casts,
    _real_clock_of_the_database: None,
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    made = _wanted(request)
    marker = request.node.get_closest_marker("django_db")
    committing = marker and marker.kwargs.get("transaction")
    with django_db_blocker.unblock(), ExitStack() as ends:
        clone = None
        if made[0]:
            clock = ends.enter_context(time_machine.travel(made[0], tick=True))
        if "world" in request.fixturenames:
            clone, _, there = _casts.get(made)
            if made[0]:
                clock.shift(max(0, there - time.time()))  # nobody acts before they are there
        if committing or _COMMITTING & set(request.fixturenames):
            clone = Clone("scratch", clone.name if clone else "")
            ends.callback(clone.drop)
            monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: None)
            ends.enter_context(clone.in_use())
        elif clone:
            point(clone.name)  # and stay: the next test is likely to ask for the same
        elif _casts.are_in(connection.settings_dict["NAME"]):
            point(_empty)
        yield


@pytest.fixture
def _django_db_helper(_own_database: None, _django_db_helper: None) -> None:
    """pytest-django's way into the database, after the product was pointed at the right one."""


@pytest.fixture
def world(request: pytest.FixtureRequest, _casts: Casts, db: None) -> World:
    """Two schemes with their people and a case each (tests/world.py)."""
    return copy.deepcopy(_casts.get(_wanted(request))[1])
