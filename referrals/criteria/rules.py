"""The vocabulary of criteria: a rule is a kind, an effect and what the kind asks for.

Kept thin on purpose: what a scheme can say here can be read by everybody on its public page, and
changed without code. Stored as JSON: ``{"kind": "offence", "effect": "decision", "values": […]}``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Effect(StrEnum):
    """What it means when a rule meets a case."""

    BLOCKS = "blocks"
    DECISION = "decision"
    INFORMS = "informs"


EFFECT_LABELS = {
    Effect.BLOCKS: _("Rules the case out"),
    Effect.DECISION: _("Needs a manager's decision"),
    Effect.INFORMS: _("For information only"),
}

OFFENCE, MARKER, VICTIM, RESPONSIBILITY, PLEA, VICTIM_AGE, OFFENDER_AGE, AREA = KINDS = (
    "offence",
    "marker",
    "victim",
    "responsibility",
    "plea",
    "victim_age",
    "offender_age",
    "area",
)
# Kinds that take a list of codes, and kinds that take an age in whole years.
WITH_VALUES = frozenset({OFFENCE, MARKER})
WITH_AGE = frozenset({VICTIM_AGE, OFFENDER_AGE})


@dataclass(frozen=True)
class Rule:
    """One criterion. ``values`` are codes of offences or markers; ``age`` is the lowest age taken."""

    kind: str
    effect: str
    values: tuple[str, ...] = ()
    age: int | None = None

    def stored(self) -> dict[str, Any]:
        """The rule as JSON."""
        body: dict[str, Any] = {"kind": self.kind, "effect": str(self.effect)}
        if self.kind in WITH_VALUES:
            body["values"] = list(self.values)
        if self.kind in WITH_AGE:
            body["age"] = self.age
        return body


def read_rules(stored: Iterable[dict[str, Any]]) -> list[Rule]:
    """Rules from JSON. Raises ValueError for a kind or effect that the vocabulary does not have."""
    rules = []
    for body in stored:
        if body["kind"] not in KINDS:
            raise ValueError(f"There is no criterion of the kind {body['kind']!r}.")
        rules.append(
            Rule(body["kind"], Effect(body["effect"]), tuple(body.get("values", ())), body.get("age"))
        )
    return rules


# What a new scheme begins with; its manager changes them in the browser. Under-18s are a matter for
# youth justice services (WM-5.4-02); an under-18 victim is discussed first (WTE-2E-03); domestic
# abuse and sexual offences are exceptional (WTE-2.1-02, NOMS-S-07); a case from outside the area is
# not routinely taken (WM-5.2-02).
DEFAULT_RULES: tuple[Rule, ...] = (
    Rule(VICTIM, Effect.BLOCKS),
    Rule(PLEA, Effect.BLOCKS),
    Rule(RESPONSIBILITY, Effect.DECISION),
    Rule(OFFENDER_AGE, Effect.DECISION, age=18),
    Rule(VICTIM_AGE, Effect.DECISION, age=18),
    Rule(OFFENCE, Effect.DECISION, values=("sexual", "homicide")),
    Rule(MARKER, Effect.DECISION, values=("domestic", "cse", "honour")),
    Rule(AREA, Effect.DECISION),
)
