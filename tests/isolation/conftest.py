"""One committed stage for every test of this folder that asks for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.clone import Clone
from tests.isolation.planting import Planting
from tests.isolation.readers import quiet
from tests.isolation.stage import Stage


@pytest.fixture(scope="session")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clone, Stage]]:
    with django_db_blocker.unblock():
        clone = Clone("stage")
        with clone.in_use():
            stage = Stage()
            stage.marks = Planting(stage)
        yield clone, stage
        clone.drop()


@pytest.fixture(scope="module")
def stage_in_use(_built: tuple[Clone, Stage], django_db_blocker: Any) -> Iterator[Stage]:
    """Point the product at the stage's database while a module's tests run."""
    clone, stage = _built
    with django_db_blocker.unblock(), clone.in_use():
        yield stage


@pytest.fixture
def stage(stage_in_use: Stage, db: None) -> Iterator[Stage]:
    """Cases far on their way; what a test changes is undone behind it. Refusals make no news."""
    with quiet():
        yield stage_in_use
