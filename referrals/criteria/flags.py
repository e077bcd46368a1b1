"""Sensitive and complex cases, computed with their reasons (WM-5.10-02, WM-5.10-03).

Any one reason sets the flag. ``needs_experience`` is the rule of WTE-2.1-03: a death or a sexual offence is
not for somebody inexperienced. Allocation asks these through ``referrals.selectors.flags_of``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts, PersonFacts
from rjcase.kernel.clock import today

ADULT_AGE = 18  # years; somebody younger is vulnerable by age
MANY = 3  # more people than this of one role make a case complex
_DEATHS = frozenset({"homicide", "driving_death"})

SERIOUS, DOMESTIC, VULNERABLE, CONTINUING, LONG, OFFENDERS, VICTIMS, AGENCIES = (
    "serious",
    "domestic",
    "vulnerable",
    "continuing",
    "long",
    "offenders",
    "victims",
    "agencies",
)
REASONS = {
    SERIOUS: _("Serious or sexual violence, actual or threatened"),
    DOMESTIC: _("Domestic abuse"),
    VULNERABLE: _("A vulnerable person: disability, age or mental health"),
    CONTINUING: _("A risk of continuing harm, or intent to harm"),
    LONG: _("Harm over more than three years"),
    OFFENDERS: _("More than three people responsible"),
    VICTIMS: _("More than three people harmed"),
    AGENCIES: _("Several agencies"),
}


@dataclass(frozen=True)
class Flags:
    """Codes of ``REASONS`` for each flag; a flag without a reason is not set."""

    sensitive: tuple[str, ...] = ()
    complex: tuple[str, ...] = ()
    needs_experience: bool = False


def flags(facts: CaseFacts, on: date | None = None) -> Flags:
    """The flags of a case; ages are those of a day (today if not given)."""
    day = on or today()
    return Flags(
        tuple(_sensitive(facts, day)), tuple(_complex(facts, day)), _is_death(facts) or _is_sexual(facts)
    )


def _sensitive(facts: CaseFacts, on: date) -> Iterator[str]:
    if _is_sexual(facts) or _is_death(facts) or "serious_violence" in facts.markers:
        yield SERIOUS
    if "domestic" in facts.markers:
        yield DOMESTIC
    yield from _of_people(facts, on)


def _complex(facts: CaseFacts, on: date) -> Iterator[str]:
    if "three_years" in facts.markers:
        yield LONG
    if len(facts.of(OFFENDER)) > MANY:
        yield OFFENDERS
    if len(facts.of(VICTIM)) > MANY:
        yield VICTIMS
    if "several_agencies" in facts.markers:
        yield AGENCIES
    yield from _of_people(facts, on)


def _of_people(facts: CaseFacts, on: date) -> Iterator[str]:
    if any(_is_vulnerable(person, on) for person in facts.people):
        yield VULNERABLE
    if any(person.continuing_harm == "yes" for person in facts.people):
        yield CONTINUING


def _is_vulnerable(person: PersonFacts, on: date) -> bool:
    age = person.age(on)
    return bool(person.vulnerability) or (age is not None and age < ADULT_AGE)


def _is_sexual(facts: CaseFacts) -> bool:
    return facts.group == "sexual" or "cse" in facts.markers


def _is_death(facts: CaseFacts) -> bool:
    return facts.subgroup in _DEATHS
