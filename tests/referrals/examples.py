"""Cases as facts, for the tables of criteria."""

from dataclasses import replace
from datetime import date
from typing import Any

from referrals.criteria import CaseFacts, PersonFacts

DAY = date(2026, 11, 2)
VICTIM = PersonFacts(
    "victim", is_named=True, born=date(1980, 5, 1), is_reachable=True, consent="yes", home="NR1"
)
OFFENDER = PersonFacts(
    "offender",
    is_named=True,
    born=date(1996, 3, 4),
    is_reachable=True,
    consent="yes",
    responsibility="yes",
    plea="guilty",
    justice_stage="community",
    tier_model="tier_1_4",
    tier="3",
    ogrs=60,
    seriousness="medium",
    screening=False,
    reparation="no",
)


def case(victim: Any = None, offender: Any = None, **more: Any) -> CaseFacts:
    """A burglary that every scheme would take, but for what is given. False in place of a person: none."""
    people = []
    if victim is not False:
        people.append(replace(VICTIM, **(victim or {})))
    if offender is not False:
        people.append(replace(OFFENDER, **(offender or {})))
    plain: dict[str, Any] = {
        "group": "theft",
        "subgroup": "burglary_home",
        "happened_on": date(2026, 9, 3),
        "in_area": "yes",
        "people": tuple(people),
        "referred_on": DAY,
        "started_by": "responsible",
    }
    return CaseFacts(**(plain | more))
