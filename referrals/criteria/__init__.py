"""A scheme's published criteria as data: the vocabulary, its words, and holding a case against it."""

from referrals.criteria.evaluate import Evaluation, Finding, evaluate, evaluate_ages
from referrals.criteria.facts import CaseFacts, PersonFacts
from referrals.criteria.presets import PRESETS
from referrals.criteria.rules import DEFAULT_RULES, Effect, Rule, read_rules
from referrals.criteria.words import clause, say_finding

__all__ = [
    "DEFAULT_RULES",
    "PRESETS",
    "CaseFacts",
    "Effect",
    "Evaluation",
    "Finding",
    "PersonFacts",
    "Rule",
    "clause",
    "evaluate",
    "evaluate_ages",
    "read_rules",
    "say_finding",
]
