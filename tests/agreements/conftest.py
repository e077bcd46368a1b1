"""The scene after a meeting."""

import pytest
from django.test import Client

from tests.agreements.scene import Scene
from tests.world import World


@pytest.fixture
def scene(world: World) -> Scene:
    """Northshire's case, its meeting held yesterday."""
    return Scene(world)


@pytest.fixture
def facilitator(client: Client, world: World) -> Client:
    """A browser of the facilitator's."""
    client.force_login(world.north.facilitator)
    return client


@pytest.fixture
def office(world: World) -> Client:
    """A browser of the administrator's."""
    browser = Client()
    browser.force_login(world.north.admin)
    return browser
