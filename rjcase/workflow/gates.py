"""Gates: what must be true before a step, and what to do about it.

The list a page shows and the list a step enforces come from the same call, so the screen and the
rule are one piece of code.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Missing:
    """One thing still missing: a sentence, and the page where it is put right.

    ``file`` is the file it speaks of: the line is shown only to those who may see that file.
    """

    text: str
    url: str = ""
    file: Any = None


@dataclass(frozen=True)
class Situation:
    """What a gate looks at: the case, who asks, and what the step was given."""

    case: Any
    actor: Any
    facts: dict[str, Any]


@dataclass(frozen=True)
class Gate:
    """A named condition. ``passable`` gates may be passed by a manager who says why; others never."""

    name: str
    title: Any
    check: Callable[[Situation], Iterable[Missing]]
    passable: bool = False
    requirement: str = ""


@dataclass(frozen=True)
class GateResult:
    """How one gate stands: what is missing, and whether it was passed by a manager."""

    gate: Gate
    missing: tuple[Missing, ...]
    passed: bool = False

    @property
    def is_open(self) -> bool:
        return self.passed or not self.missing
