"""What the paper check looks at: a case reduced to facts, from whichever source they came."""

from dataclasses import dataclass
from datetime import date
from typing import Any

VICTIM, OFFENDER = "victim", "offender"


@dataclass(frozen=True)
class PersonFacts:
    """One victim or offender without a name: what is known about them.

    ``number`` counts within the role. ``file`` is their file, None while the referral is a draft. From
    ``tier_model`` on it is what courts and probation said of an offender: a ``tier`` means nothing without
    its model, ``ogrs`` is 0 to 100, ``screening`` says whether one of the five questions was answered
    with yes (None: not asked). ``home`` is the first half of their postcode.
    """

    role: str
    number: int = 1
    is_named: bool = False
    is_organisation: bool = False
    born: date | None = None
    is_reachable: bool = False
    consent: str = "unknown"
    responsibility: str = ""
    plea: str = ""
    justice_stage: str = ""
    file: Any = None
    disposal: str = ""
    home: str = ""
    vulnerability: frozenset[str] = frozenset()
    tier_model: str = ""
    tier: str = ""
    ogrs: int | None = None
    seriousness: str = ""
    statuses: frozenset[str] = frozenset()
    screening: bool | None = None
    continuing_harm: str = ""
    reparation: str = ""
    wants_to_stop: bool = False
    finished_programme: bool = False

    def age(self, on: date) -> int | None:
        """Whole years on a day; None while the date of birth is not known."""
        if self.born is None:
            return None
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


@dataclass(frozen=True)
class CaseFacts:
    """One referred case without anything that names anybody.

    ``referred_on`` is the day of the referral: ages are counted on it, and again on the day of an activity
    (NOMS-S-04). ``started_by`` is a side.
    """

    group: str = ""
    subgroup: str = ""
    markers: frozenset[str] = frozenset()
    happened_on: date | None = None
    in_area: str = "unknown"
    has_circumstances: bool = False
    people: tuple[PersonFacts, ...] = ()
    referred_on: date | None = None
    started_by: str = ""

    def of(self, role: str) -> list[PersonFacts]:
        """The people of a role, in order."""
        return sorted((each for each in self.people if each.role == role), key=lambda each: each.number)
