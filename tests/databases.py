"""Which database a test works in.

Tests that ask for `world` find its cast in the database already, made once for all of them. A test that
commits gets a clone that is thrown away behind it: that is far quicker than emptying every table.

`@pytest.mark.clock("2026-11-22 10:00")` sets the clock before anything else of a test, its world included.
"""

import copy
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def _cast(_empty: str, django_db_blocker: Any) -> Iterator[tuple[Clone, World]]:
    with django_db_blocker.unblock():
        clone = Clone("world")
        with clone.in_use():
            cast = World()
        yield clone, cast
        point(_empty)
        clone.drop()


@pytest.fixture
def _own_database(
    request: pytest.FixtureRequest,
    _empty: str,
    _cast: tuple[Clone, World],
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    clock = request.node.get_closest_marker("clock")
    clone = _cast[0] if "world" in request.fixturenames and not clock else None
    marker = request.node.get_closest_marker("django_db")
    committing = marker and marker.kwargs.get("transaction")
    with django_db_blocker.unblock(), ExitStack() as ends:
        if clock:
            ends.enter_context(time_machine.travel(*clock.args, tick=True))
        if committing or _COMMITTING & set(request.fixturenames):
            clone = Clone("scratch", clone.name if clone else "")
            ends.callback(clone.drop)
            monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: None)
            ends.enter_context(clone.in_use())
        elif clone:
            point(clone.name)  # and stay: the next test is likely to ask for the same
        elif connection.settings_dict["NAME"] == _cast[0].name:
            point(_empty)
        yield


@pytest.fixture
def _django_db_helper(_own_database: None, _django_db_helper: None) -> None:
    """pytest-django's way into the database, after the product was pointed at the right one."""


@pytest.fixture
def world(request: pytest.FixtureRequest, _cast: tuple[Clone, World], db: None) -> World:
    """Two schemes with their people and a case each (tests/world.py)."""
    return World() if request.node.get_closest_marker("clock") else copy.deepcopy(_cast[1])
