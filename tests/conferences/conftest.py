import pytest
from django.test import Client

from tests.conferences.helpers import Walk, make_ready
from tests.world import World


@pytest.fixture
def walk(world: World, client: Client) -> Walk:
    """The facilitator of a case that is ready."""
    make_ready(world)
    return Walk(client, world)
