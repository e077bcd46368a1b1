"""Walking the pages of a case the way a person does."""

from datetime import date, datetime, timedelta
from typing import Any

from cases.models import Case, File, Progress
from rjcase.kernel.clock import LONDON, now
from rjcase.kernel.ids import uuid7
from tests.world import House, World


def case_at(case: Case, rest: str = "", slug: str = "northshire") -> str:
    """The address of a page of a case."""
    return f"/{slug}/cases/{case.reference}/{rest}"


def file_at(file: File, rest: str = "", slug: str = "northshire") -> str:
    """The address of a page of a file; ``file.case`` is known to the cast."""
    return f"/{slug}/cases/{file.case.reference}/files/{file.pk}/{rest}"


def day(name: str, value: date) -> dict[str, str]:
    """A date as the form sends it."""
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def moment(name: str, value: datetime) -> dict[str, str]:
    """A moment as the form sends it."""
    local = value.astimezone(LONDON)
    return day(name, local.date()) | {f"{name}-time": local.strftime("%H:%M")}


def contact(**more: Any) -> dict[str, Any]:
    """A filled-in contact form."""
    happened = more.pop("happened_at", now() - timedelta(minutes=5))
    return {
        "new_id": str(uuid7()),
        **moment("happened_at", happened),
        "method": "phone",
        "direction": "out",
        "result": "reached",
        "note": "Spoke for a while.",
    } | more


def set_stage(house: House, case: Case, stage: str) -> None:
    """Put a case at a stage, as the office."""
    with house.at("manager"):
        Progress.objects.filter(case=case).update(stage=stage)


def stage_of(house: House, case: Case) -> str:
    """The exact stage, as the office sees it."""
    with house.at("manager"):
        return Progress.objects.get(case=case).stage


def started_by(world: World, side: str) -> None:
    """Say who started the case."""
    with world.north.at("manager"):
        Case.objects.filter(pk=world.case.pk).update(started_by=side)
