"""Preparation begins by itself: with the first work of an allocated facilitator."""

from contextlib import suppress
from typing import Any

from cases.models import Allocation, Case
from cases.models.case import Stage
from cases.selectors import exact_progress
from cases.services.perform import perform
from rjcase.kernel.errors import DomainError
from rjcase.tenancy import SYSTEM, acting


def begin_if_first(case: Case, actor: Any) -> None:
    """Move an allocated case to preparing when its facilitator logs a contact or a consent.

    The step is taken by the system, because somebody who works one side may not see the exact stage;
    the person is recorded on the change. At any other stage, or for anybody else, nothing happens.
    """
    progress = exact_progress(case)
    if progress is not None and progress.stage != Stage.ALLOCATED:
        return
    works_it = Allocation.objects.filter(case=case, user_id=actor.pk, state=Allocation.State.ACCEPTED)
    if not works_it.exists():
        return
    with acting(case.scheme, SYSTEM, why="first work of the facilitator"), suppress(DomainError):
        perform("begin_preparation", case, actor, first_work=True)
