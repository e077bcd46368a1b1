"""Holding a case against the criteria: eligible, not eligible or needs a decision, with every reason.

Eligibility is decided on paper (NOMS-D-04); whether people are suitable is found out by meeting them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.criteria.facts import OFFENDER, CaseFacts, PersonFacts
from referrals.criteria.facts import VICTIM as VICTIM_ROLE
from referrals.criteria.rules import (
    AREA,
    MARKER,
    OFFENCE,
    OFFENDER_AGE,
    PLEA,
    RESPONSIBILITY,
    VICTIM,
    VICTIM_AGE,
    Effect,
    Rule,
)

Answer = bool | None  # None: the paper does not say

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
    for rule in rules:
        answer = _ASKED[rule.kind](facts, rule, on)
        if answer is None:
            found.append(Finding(rule, known=False))
        elif answer:
            found.append(Finding(rule))
    order = list(Effect)
    return Evaluation(tuple(sorted(found, key=lambda each: order.index(Effect(each.effect)))))


def _any(answers: Iterable[Answer]) -> Answer:
    """True if any is true, None if none is but some are open, else False."""
    seen = list(answers)
    if True in seen:
        return True
    return None if None in seen else False


def _offence(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    if not facts.group and not facts.subgroup:
        return None
    return bool({facts.group, facts.subgroup} & set(rule.values))


def _marker(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    return bool(facts.markers & set(rule.values))


def _no_victim(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return not any(person.is_named for person in facts.of(VICTIM_ROLE))


def _denies(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return _any(_said(person.responsibility, "no") for person in facts.of(OFFENDER))


def _not_guilty(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return _any(_said(person.plea, "not_guilty") for person in facts.of(OFFENDER))


def _said(answer: str, wanted: str) -> Answer:
    return None if answer in ("", "unknown") else answer == wanted


def _younger(role: str) -> Callable[[CaseFacts, Rule, date], Answer]:
    def asked(facts: CaseFacts, rule: Rule, on: date) -> Answer:
        people = (person for person in facts.of(role) if not person.is_organisation)
        return _any(_under(person, rule.age, on) for person in people)

    return asked


def _under(person: PersonFacts, age: int | None, on: date) -> Answer:
    years = person.age(on)
    return None if years is None or age is None else years < age


def _outside(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return _said(facts.in_area, "no")


_ASKED: dict[str, Callable[[CaseFacts, Rule, date], Answer]] = {
    OFFENCE: _offence,
    MARKER: _marker,
    VICTIM: _no_victim,
    RESPONSIBILITY: _denies,
    PLEA: _not_guilty,
    VICTIM_AGE: _younger(VICTIM_ROLE),
    OFFENDER_AGE: _younger(OFFENDER),
    AREA: _outside,
}
