"""A scheme with its people and no case yet, on the day of the walk."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.journeys.http_hand import HttpHand
from tests.journeys.walk import Walk
from tests.world import House


@pytest.fixture
def _clock() -> Iterator[None]:
    """Wednesday 18 November 2026, from four in the afternoon."""
    with time_machine.travel("2026-11-18 16:00", tick=True):
        yield


@pytest.fixture
def north(_clock: None, db: None) -> House:
    """Northshire before its first referral."""
    return House("northshire", "NOR")


@pytest.fixture
def walk(north: House) -> Walk:
    """Somebody at the start of the way, without a browser."""
    return Walk(north, HttpHand())
