"""A scheme's published criteria as data: the vocabulary, its words, and holding a case against it."""

from referrals.criteria.evaluate import Evaluation, Finding, evaluate
from referrals.criteria.facts import CaseFacts, PersonFacts
from referrals.criteria.rules import DEFAULT_RULES, Effect, Rule, read_rules
from referrals.criteria.words import clause, say_finding

__all__ = [
    "DEFAULT_RULES",
    "CaseFacts",
    "Effect",
    "Evaluation",
    "Finding",
    "PersonFacts",
    "Rule",
    "clause",
    "evaluate",
    "read_rules",
    "say_finding",
]
