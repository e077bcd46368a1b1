"""Holding a case against the criteria: eligible, not eligible or needs a decision, with every reason.

Eligibility is decided on paper (NOMS-D-04); whether people are suitable is found out by meeting them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.criteria.asked import ASKED
from referrals.criteria.facts import CaseFacts
from referrals.criteria.rules import AGES, Effect, Rule

ELIGIBLE, NEEDS_DECISION, NOT_ELIGIBLE = "eligible", "decision", "not_eligible"


@dataclass(frozen=True)
class Finding:
    """A rule that meets the case, or (``known`` False) one that the paper leaves open."""

    rule: Rule
    known: bool = True

    @property
    def effect(self) -> str:
        """What follows: an open question rules nothing out, it is shown."""
        return self.rule.effect if self.known else Effect.INFORMS

    def stored(self) -> dict[str, Any]:
        """The finding as JSON: the rule and whether it was known. Nothing about anybody."""
        return self.rule.stored() | {"known": self.known}


@dataclass(frozen=True)
class Evaluation:
    """The result with its reasons, weightiest first."""

    findings: tuple[Finding, ...]

    @property
    def result(self) -> str:
        """``eligible``, ``decision`` or ``not_eligible``."""
        effects = {finding.effect for finding in self.findings}
        if Effect.BLOCKS in effects:
            return NOT_ELIGIBLE
        return NEEDS_DECISION if Effect.DECISION in effects else ELIGIBLE

    @property
    def against(self) -> list[Finding]:
        """The findings that keep the case from being simply eligible."""
        return [each for each in self.findings if each.effect != Effect.INFORMS]


def evaluate(facts: CaseFacts, rules: Iterable[Rule], on: date) -> Evaluation:
    """Hold the facts of a case against rules; ages are counted on a day."""
    found = []
    for each in rules:
        rule = each.for_case(facts.started_by)
        answer = ASKED[rule.kind](facts, rule, on)
        if answer is None:
            found.append(Finding(rule, known=False))
        elif answer:
            found.append(Finding(rule))
    order = list(Effect)
    return Evaluation(tuple(sorted(found, key=lambda each: order.index(Effect(each.effect)))))


def evaluate_ages(facts: CaseFacts, rules: Iterable[Rule], on: date) -> Evaluation:
    """Hold the ages of the people on the day of an activity against the same rules (NOMS-S-04)."""
    return evaluate(facts, [rule for rule in rules if rule.kind in AGES], on)
