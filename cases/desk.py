"""Queues of the Desk. Each stage registers its own in ``AppConfig.ready()``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Row:
    """One thing waiting: a case reference and what it waits for, never a person's name.

    ``since`` is the date its age counts from. ``side`` says whose file it concerns, if any.
    """

    text: Any
    url: str
    since: date | None = None
    action: Any = ""
    side: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait for the office (or, with ``permission``, for its holders).

    ``count_and_rows(actor)`` returns how many wait in all and the oldest of them as Rows, in a
    number of queries that does not grow with either.
    """

    name: str
    label: Any
    order: int
    count_and_rows: Callable[[Any], tuple[int, Sequence[Row]]]
    url_name: str = ""
    permission: str = ""


_QUEUES: dict[str, Queue] = {}


def register(queue: Queue) -> None:
    """Add a queue. Raises ValueError for a name taken by another."""
    if _QUEUES.setdefault(queue.name, queue) is not queue:
        raise ValueError(f"The queue {queue.name} is registered twice.")


def queues(actor: Any) -> list[Queue]:
    """The queues this actor works, in order."""
    mine = (q for q in _QUEUES.values() if (actor.may(q.permission) if q.permission else actor.is_office))
    return sorted(mine, key=lambda q: (q.order, q.name))
