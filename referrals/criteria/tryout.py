"""Trying criteria out: what proposed rules would have done to cases that were already referred."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from referrals.criteria.evaluate import evaluate
from referrals.criteria.facts import CaseFacts
from referrals.criteria.rules import Rule


@dataclass(frozen=True)
class RuleEffect:
    """How many cases a proposed rule meets, and of how many the result would be another without it."""

    rule: Rule
    meets: int
    decides: int
    is_new: bool


@dataclass(frozen=True)
class TryOut:
    """Past cases by their result today and under the proposed rules, and what each rule did."""

    cases: int
    before: Counter[str]
    after: Counter[str]
    changed: int
    rules: tuple[RuleEffect, ...]
    dropped: tuple[Rule, ...]


def try_out(cases: Iterable[CaseFacts], now: Sequence[Rule], proposed: Sequence[Rule], today: date) -> TryOut:
    """Hold each case against both sets of rules, its ages counted on the day it was referred.

    ``now`` are the rules in force, ``today`` stands in where the day of a referral is not known.
    """
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    meets, decides = Counter[int](), Counter[int]()
    changed = count = 0
    for facts in cases:
        on = facts.referred_on or today
        result_now, result_then = evaluate(facts, now, on).result, evaluate(facts, proposed, on).result
        before[result_now] += 1
        after[result_then] += 1
        changed += result_now != result_then
        count += 1
        for place, rule in enumerate(proposed):
            alone = evaluate(facts, [rule], on).findings
            if any(finding.known for finding in alone):
                meets[place] += 1
                rest = [*proposed[:place], *proposed[place + 1 :]]
                decides[place] += evaluate(facts, rest, on).result != result_then
    effects = tuple(
        RuleEffect(rule, meets[place], decides[place], rule not in now) for place, rule in enumerate(proposed)
    )
    return TryOut(count, before, after, changed, effects, tuple(rule for rule in now if rule not in proposed))
