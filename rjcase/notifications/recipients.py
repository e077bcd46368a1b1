"""Who is told: the owner of a deadline, else who works the case, else the office."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from rjcase.access.models import Membership
from rjcase.access.roles import OFFICE
from rjcase.deadlines.models import Deadline

Workers = Callable[[Iterable[Deadline]], dict[UUID, set[int]]]
_workers: list[Workers] = []


def register_workers(find: Workers) -> None:
    """Name the function that tells who works what is due; called by the app that allocates.

    It gets deadlines and returns, by deadline id, the ids of the people who work it *and* may see
    it: a deadline of one side's file is nothing for somebody who works the other side only.
    """
    _workers[:] = [find]


def recipients(deadlines: list[Deadline]) -> dict[UUID, set[int]]:
    """Return who is to be told of each deadline, by its id. Only live members; perhaps nobody.

    Call inside ``acting(scheme, SYSTEM)``. Four queries, however many deadlines.
    """
    live: dict[int, set[str]] = {
        user: set(roles)
        for user, roles in Membership.objects.live()
        .filter(user__is_active=True)
        .values_list("user_id", "roles")
    }
    office = {user for user, roles in live.items() if roles & OFFICE}
    working = _workers[0](deadlines) if _workers else {}
    found: dict[UUID, set[int]] = {}
    for deadline in deadlines:
        owner = {deadline.owner_id} & live.keys()
        workers = working.get(deadline.pk, set()) & live.keys()
        found[deadline.pk] = owner or workers or office  # type: ignore[assignment]
    return found


def is_member(user: Any) -> bool:
    """Whether somebody may still be written to as a colleague of the open scheme."""
    return Membership.objects.live().filter(user=user, user__is_active=True).exists()
