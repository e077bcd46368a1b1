"""What higher apps know of people's work, counted for the register without a case being opened.

The conferences app says which processes somebody facilitated, the cases app what they carry. Each registers
its count in ``AppConfig.ready()``; all people asked about are counted at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from practitioners.rules import Held


@dataclass(frozen=True)
class Load:
    """Open cases that somebody works, how many of them are sensitive or complex, and open offers."""

    cases: int = 0
    serious: int = 0
    offers: int = 0


Processes = Callable[[list[int]], dict[int, list[Held]]]
Loads = Callable[[list[int]], dict[int, Load]]
_PROCESSES: list[Processes] = []
_LOADS: list[Loads] = []


def register_processes(count: Processes) -> None:
    """Say who tells which processes people facilitated."""
    _PROCESSES[:] = [count]


def register_loads(count: Loads) -> None:
    """Say who tells what people carry."""
    _LOADS[:] = [count]


def processes_of(people: Iterable[int]) -> dict[int, list[Held]]:
    """The processes that each person facilitated, oldest first; an empty list for none.

    One may ask about oneself; the office about everybody.
    """
    asked = list(people)
    found = _PROCESSES[0](asked) if asked else {}
    return {who: found.get(who, []) for who in asked}


def loads_of(people: Iterable[int]) -> dict[int, Load]:
    """What each person carries today."""
    asked = list(people)
    found = _LOADS[0](asked) if asked else {}
    return {who: found.get(who, Load()) for who in asked}
