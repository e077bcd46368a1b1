"""The steps of a journey, where each leads, and how far it has come.

A step's state is worked out from its kept answers each time, by the very form that asks them: there
is no "done" flag that could disagree with a rule that has changed since.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from rjcase.designsystem.boundfield import GovukBoundField
from rjcase.designsystem.journeys.answers import Answers, as_data
from rjcase.designsystem.journeys.forms import StepForm
from rjcase.designsystem.summary import Row, rows_of
from rjcase.designsystem.words import STATUSES

CHANGE = "change"  # `?change` on a step's address: go back to check answers afterwards


@dataclass(frozen=True)
class Step:
    """One page. `make` builds its form; `answers` are those kept, None before the first visit."""

    key: str
    title: Any
    url: str
    make: Callable[..., StepForm]
    answers: Answers | None = None
    remove_url: str = ""

    def form(self, *, quiet: bool = False) -> StepForm:
        """The form holding the kept answers; `quiet` shows them without judging them."""
        if self.answers is None:
            return self.make()
        return self.make(data=as_data(self.answers), quiet=quiet)

    @cached_property
    def checked(self) -> StepForm:
        """The form with the kept answers checked (all of them missing before the first visit)."""
        return self.make(data=as_data(self.answers or {}))

    @property
    def is_complete(self) -> bool:
        """Whether every rule of the page is met."""
        return self.answers is not None and self.checked.is_valid()

    @property
    def state(self) -> str:
        """A word of `words.STATUSES`: completed, in_progress or not_started."""
        if self.is_complete:
            return "completed"
        typed = any(text.strip() for texts in (self.answers or {}).values() for text in texts)
        return "in_progress" if typed else "not_started"

    def rows(self) -> list[Row]:
        """What was answered, each row with a way to change it that comes back to check answers."""
        if not self.is_complete:
            return []
        return rows_of(self.checked, self._change_url)

    def _change_url(self, name: str) -> str:
        bound = cast(GovukBoundField, self.checked[name])
        return f"{self.url}?{CHANGE}#{bound.first_input_id}"


@dataclass(frozen=True)
class Journey:
    """Steps in order, between a start page and a page that checks all answers."""

    steps: Sequence[Step]
    start_url: str
    check_url: str

    def step(self, key: str) -> Step:
        """The step of that key. Raises KeyError."""
        return self.steps[self._place(key)]

    def _place(self, key: str) -> int:
        for place, step in enumerate(self.steps):
            if step.key == key:
                return place
        raise KeyError(key)

    def before(self, key: str) -> str:
        """Where the back link of a step leads."""
        place = self._place(key)
        return self.steps[place - 1].url if place else self.start_url

    def after(self, key: str) -> str:
        """Where Continue leads: the next step, or checking the answers after the last."""
        place = self._place(key) + 1
        return self.steps[place].url if place < len(self.steps) else self.check_url

    @property
    def unfinished(self) -> list[Step]:
        """The steps in which something is still missing or wrong."""
        return [step for step in self.steps if not step.is_complete]

    @property
    def is_complete(self) -> bool:
        """Whether the journey may be sent."""
        return not self.unfinished

    def tasks(self) -> list[dict[str, Any]]:
        """The steps as the task list component takes them."""
        return [
            {"title": {"text": step.title}, "href": step.url, "status": _status(step.state)}
            for step in self.steps
        ]


def _status(state: str) -> dict[str, Any]:
    known = STATUSES[state]
    if not known.colour:
        return {"text": known.words}
    return {"tag": {"text": known.words, "classes": f"govuk-tag--{known.colour}"}}
