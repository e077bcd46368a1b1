"""One committed stage for every test of this folder that asks for it."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from rjcase.documents.pdf import Rendered, template_version
from tests.clone import Clone, planned_once
from tests.isolation.planting import Planting
from tests.isolation.readers import quiet
from tests.isolation.stage import Stage


def _blank(template: str, context: dict[str, Any], **more: Any) -> Rendered:
    """A print without the printing: a word of our own is planted in its bytes anyway."""
    return Rendered(b"%PDF-1.7", 1, template, template_version(template))


@pytest.fixture(scope="session")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clone, Stage]]:
    with django_db_blocker.unblock():
        clone = Clone("stage")
        prints = patch("rjcase.documents.services.render_pdf", _blank)
        with clone.in_use(), planned_once(), prints:
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
