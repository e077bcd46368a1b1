"""The vocabulary of criteria: a rule is a kind, an effect and what the kind asks for.

Kept thin on purpose: what a scheme can say here can be read by everybody on its public page, and
changed without code. Stored as JSON: ``{"kind": "offence", "effect": "decision", "values": […]}``.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Effect(StrEnum):
    """What it means when a rule meets a case (requirements 17.2)."""

    BLOCKS = "blocks"
    DECISION = "decision"
    INFORMS = "informs"


EFFECT_LABELS = {
    Effect.BLOCKS: _("Rules the case out"),
    Effect.DECISION: _("Needs a manager's decision"),
    Effect.INFORMS: _("For information only"),
}
_ONE_MILDER = {
    Effect.BLOCKS: Effect.DECISION,
    Effect.DECISION: Effect.INFORMS,
    Effect.INFORMS: Effect.INFORMS,
}

OFFENCE, MARKER, VICTIM, RESPONSIBILITY, PLEA, VICTIM_AGE, OFFENDER_AGE, AREA = (
    "offence",
    "marker",
    "victim",
    "responsibility",
    "plea",
    "victim_age",
    "offender_age",
    "area",
)
OFFENCE_OUTSIDE, NO_OFFENDER, STAGE, UNWILLING, STARTED, HOME, ELAPSED = (
    "offence_outside",
    "no_offender",
    "stage",
    "unwilling",
    "started",
    "home",
    "elapsed",
)
SERIOUSNESS, TIER, OGRS, STATUS, SCREENING, REPARATION = (
    "seriousness",
    "tier",
    "ogrs",
    "status",
    "screening",
    "reparation",
)
KINDS = (
    *(VICTIM, NO_OFFENDER, PLEA, RESPONSIBILITY, SCREENING, AREA, REPARATION),
    *(VICTIM_AGE, OFFENDER_AGE, ELAPSED, SERIOUSNESS, OGRS, TIER),
    *(STAGE, UNWILLING, STARTED, STATUS, HOME, OFFENCE_OUTSIDE, OFFENCE, MARKER),
)
# What a kind asks for: a list of codes, a number of whole years, a band of numbers, a level.
WITH_VALUES = frozenset({OFFENCE, OFFENCE_OUTSIDE, MARKER, STAGE, UNWILLING, STARTED, HOME, STATUS, TIER})
WITH_AGE = frozenset({VICTIM_AGE, OFFENDER_AGE, ELAPSED})
AGES = frozenset({VICTIM_AGE, OFFENDER_AGE})  # asked again on the day of an activity (NOMS-S-04)
WITH_BAND = frozenset({OGRS})
WITH_LEVEL = frozenset({SERIOUSNESS})
LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Rule:
    """One criterion.

    ``values`` are codes; a tier is written with its model ("tier_1_4:3"), a home is the first half of a
    postcode or its letters. ``age`` is the lowest age taken, or how many years ago is long ago, or the lower
    end of a band whose upper end is ``upper``; both ends belong to it. ``level`` is the lowest seriousness
    taken. ``also`` are tiers taken where custody is possible (WTE-2.1-04). ``milder``: one step milder where
    the person harmed asked.
    """

    kind: str
    effect: str
    values: tuple[str, ...] = ()
    age: int | None = None
    upper: int | None = None
    level: str = ""
    also: tuple[str, ...] = ()
    milder: bool = False

    def stored(self) -> dict[str, Any]:
        """The rule as JSON, with no more than its kind asks for."""
        body: dict[str, Any] = {"kind": self.kind, "effect": str(self.effect)}
        if self.kind in WITH_VALUES:
            body["values"] = list(self.values)
        if self.kind in WITH_AGE | WITH_BAND:
            body["age"] = self.age
        if self.kind in WITH_BAND:
            body["upper"] = self.upper
        if self.kind in WITH_LEVEL:
            body["level"] = self.level
        if self.also:
            body["also"] = list(self.also)
        if self.milder:
            body["milder"] = True
        return body

    def for_case(self, started_by: str) -> "Rule":
        """The rule as it holds for a case: milder where it says so and the person harmed asked."""
        if not self.milder or started_by != "harmed":
            return self
        return dataclasses.replace(self, effect=_ONE_MILDER[Effect(self.effect)])


def read_rules(stored: Iterable[dict[str, Any]]) -> list[Rule]:
    """Rules from JSON.

    Raises ValueError for a kind or effect that the vocabulary does not have, and for time gone by as more
    than information: however long ago it was, nobody is turned away for that (WM-3.1-01).
    """
    return [_read(body) for body in stored]


def _read(body: dict[str, Any]) -> Rule:
    kind, effect = body["kind"], Effect(body["effect"])
    if kind not in KINDS:
        raise ValueError(f"There is no criterion of the kind {kind!r}.")
    if kind == ELAPSED and effect != Effect.INFORMS:
        raise ValueError("How long ago it was can only inform.")
    return Rule(
        kind,
        effect,
        tuple(body.get("values", ())),
        body.get("age"),
        body.get("upper"),
        body.get("level", ""),
        tuple(body.get("also", ())),
        bool(body.get("milder", False)),
    )


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
