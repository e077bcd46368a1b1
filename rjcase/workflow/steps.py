"""The table of steps. Each stage app registers its own in ``workflow.py``."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rjcase.workflow.gates import Gate, GateResult, Missing, Situation

_ASKED = "workflow.asked"


@dataclass(frozen=True)
class Step:
    """A step a case can take: from which stages, to which, behind which gates.

    ``target`` None keeps the stage. ``url`` names the page where it is taken (reversed with the
    scheme and the case reference). ``needs_reason`` steps ask for a coded reason.
    """

    name: str
    label: Any
    sources: frozenset[str]
    target: str | None
    permission: str
    gates: tuple[Gate, ...] = ()
    url: str = ""
    is_exit: bool = False
    order: int = 100


@dataclass(frozen=True)
class StepView:
    """A step as it stands for one case and one actor."""

    step: Step
    results: tuple[GateResult, ...]

    @property
    def is_possible(self) -> bool:
        return all(result.is_open for result in self.results)


_STEPS: dict[str, Step] = {}


def register(*steps: Step) -> None:
    """Add steps to the table. Raises ValueError for a name taken by a different step."""
    for item in steps:
        if _STEPS.setdefault(item.name, item) is not item:
            raise ValueError(f"The step {item.name} is registered twice.")


def step(name: str) -> Step:
    """Return a step by name. Raises KeyError."""
    return _STEPS[name]


def steps_from(stage: str) -> list[Step]:
    """Return the steps a case can take from a stage, main ones first."""
    return sorted((s for s in _STEPS.values() if stage in s.sources), key=lambda s: (s.is_exit, s.order))


def look(item: Step, situation: Situation, passed: Iterable[str] = ()) -> StepView:
    """Ask every gate of a step; ``passed`` names the gates a manager let this case through."""
    let_through = set(passed)
    results = tuple(
        GateResult(gate, _missing(gate, situation), gate.passable and gate.name in let_through)
        for gate in item.gates
    )
    return StepView(item, results)


def _missing(gate: Gate, situation: Situation) -> tuple[Missing, ...]:
    """What a gate says of a situation; asked once, however many steps stand behind it."""
    asked: dict[Any, tuple[Missing, ...]] = situation.facts.setdefault(_ASKED, {})
    key = gate.name, gate.check  # the same gate may be asked about other people
    if key not in asked:
        asked[key] = tuple(gate.check(situation))
    return asked[key]
