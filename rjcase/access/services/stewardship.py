"""Who answers for the data of a scheme, and how long access lasts after closure."""

from typing import Any

from rjcase.access import policies
from rjcase.access.actors import Actor
from rjcase.access.models import DataStewardship
from rjcase.access.services.settings import check_manager


def stewardship() -> DataStewardship:
    """Return what the open scheme has written down; an empty row, not yet saved, if nothing."""
    return DataStewardship.objects.first() or DataStewardship()


def save_stewardship(*, actor: Actor, **facts: Any) -> None:
    """Change what the scheme has written down. The days after closure count for cases closed from now on."""
    check_manager(actor, policies.SETTINGS)
    row = stewardship()
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
