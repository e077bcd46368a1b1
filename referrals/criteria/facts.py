"""What the paper check looks at: a case reduced to facts, from whichever source they came."""

from dataclasses import dataclass
from datetime import date
from typing import Any

VICTIM, OFFENDER = "victim", "offender"


@dataclass(frozen=True)
class PersonFacts:
    """One victim or offender without a name: what is known about them.

    ``number`` counts within the role. ``file`` is their file, None while the referral is a draft.
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

    def age(self, on: date) -> int | None:
        """Whole years on a day; None while the date of birth is not known."""
        if self.born is None:
            return None
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


@dataclass(frozen=True)
class CaseFacts:
    """One referred case without anything that names anybody."""

    group: str = ""
    subgroup: str = ""
    markers: frozenset[str] = frozenset()
    happened_on: date | None = None
    in_area: str = "unknown"
    has_circumstances: bool = False
    people: tuple[PersonFacts, ...] = ()

    def of(self, role: str) -> list[PersonFacts]:
        """The people of a role, in order."""
        return sorted((each for each in self.people if each.role == role), key=lambda each: each.number)
