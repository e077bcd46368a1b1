"""Which case first when there is more need than time: a score with the scheme's own weights (WTE-3.4-02)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts
from referrals.criteria.flags import flags

LATELY = timedelta(days=90)  # contact details given no longer ago than this are recent
MOST = 10  # the heaviest weight


@dataclass(frozen=True)
class Factor:
    """One thing that speaks for a case, or against it: its words, its default weight, its question."""

    label: Any
    weight: int
    is_true: Callable[[CaseFacts, date], bool]
    against: bool = False


def _all_responsible(facts: CaseFacts, _on: date) -> bool:
    offenders = facts.of(OFFENDER)
    return bool(offenders) and all(person.responsibility == "yes" for person in offenders)


def _recent(facts: CaseFacts, on: date) -> bool:
    known = facts.referred_on is not None and on - facts.referred_on <= LATELY
    return known and bool(facts.people) and all(person.is_reachable for person in facts.people)


FACTORS: Mapping[str, Factor] = MappingProxyType(
    {
        "responsibility": Factor(_("The person responsible accepts all of it"), 3, _all_responsible),
        "wish": Factor(
            _("The person harmed is known to wish it"),
            3,
            lambda facts, _on: any(person.consent == "yes" for person in facts.of(VICTIM)),
        ),
        "desist": Factor(
            _("The person responsible wants to stop offending"),
            2,
            lambda facts, _on: any(person.wants_to_stop for person in facts.of(OFFENDER)),
        ),
        "victim_asked": Factor(
            _("The person harmed asked"), 3, lambda facts, _on: facts.started_by == "harmed"
        ),
        "recent": Factor(_("Contact details are recent"), 1, _recent),
        "programme": Factor(
            _("The person responsible finished a programme"),
            1,
            lambda facts, _on: any(person.finished_programme for person in facts.of(OFFENDER)),
        ),
        "complexity": Factor(
            _("The case is complex"), 3, lambda facts, on: bool(flags(facts, on).complex), against=True
        ),
    }
)


@dataclass(frozen=True)
class Score:
    """Points from 0 up to the sum of all weights, and what gave them, heaviest first."""

    points: int
    most: int
    reasons: tuple[tuple[str, int], ...]


def score(facts: CaseFacts, weights: Mapping[str, int], on: date) -> Score:
    """The triage score of a case. ``weights`` are 0 to 10 by factor; what is missing has its default.

    A factor that speaks for a case gives its weight where it is true; one against it, where it is not. So a
    score never falls below 0 and two schemes' cases compare by share.
    """
    held = {name: weights.get(name, factor.weight) for name, factor in FACTORS.items()}
    given = [
        (name, held[name])
        for name, factor in FACTORS.items()
        if held[name] and factor.is_true(facts, on) != factor.against
    ]
    given.sort(key=lambda each: -each[1])
    return Score(sum(weight for _name, weight in given), sum(held.values()), tuple(given))
