import pytest
from django.test import Client

from tests.conferences.helpers import Walk
from tests.world import World


@pytest.fixture
def walk(world: World, client: Client) -> Walk:
    """The facilitator of Northshire's case, which each module wants ready (`world(after=make_ready)`)."""
    return Walk(client, world)
