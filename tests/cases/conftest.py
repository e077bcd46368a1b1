import pytest

from tests.world import World


@pytest.fixture
def worked(world: World) -> World:
    """Northshire's case, worked on both sides by the facilitator."""
    world.north.allocate(world.case)
    world.harmed.case = world.responsible.case = world.case
    return world
