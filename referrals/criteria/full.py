"""What a referral still lacks to be a full one (WM-5.6-01 to -06); first contact waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts, PersonFacts
from rjcase.access.labels import label
from rjcase.designsystem.words import lower_first

_OFFENCE, _NAME, _CONTACT, _COURT = (
    "referrals:offence",
    "cases:edit_identity",
    "cases:safe_contact",
    "referrals:referred",
)


@dataclass(frozen=True)
class Lacking:
    """One thing still missing: what, in whose file, and the name of the page where it is added."""

    text: str
    cure: str = ""
    file: Any = None


def missing_for_full(facts: CaseFacts) -> list[Lacking]:
    """Each thing still missing in words, with the file it belongs to. Empty for a full referral."""
    return [*_of_the_crime(facts), *_of_victims(facts), *_of_offenders(facts)]


def _of_the_crime(facts: CaseFacts) -> Iterator[Lacking]:
    if not facts.group:
        yield Lacking(_("The offence"), _OFFENCE)
    if facts.happened_on is None:
        yield Lacking(_("The date of the offence"), _OFFENCE)
    if not facts.has_circumstances:
        yield Lacking(_("What happened"))


def _of_victims(facts: CaseFacts) -> Iterator[Lacking]:
    victims = facts.of(VICTIM)
    if not victims:
        yield Lacking(_("Who was harmed"))
    for person in victims:
        yield from _of_person(person, f"{lower_first(label('harmed'))} {person.number}")


def _of_offenders(facts: CaseFacts) -> Iterator[Lacking]:
    offenders = facts.of(OFFENDER)
    if not offenders:
        yield Lacking(_("Who was responsible"))
    for person in offenders:
        whose = f"{lower_first(label('responsible'))} {person.number}"
        yield from _of_person(person, whose)
        if not person.justice_stage:
            yield Lacking(
                _("The outcome or stage in court: %(person)s") % {"person": whose}, file=person.file
            )


def _of_person(person: PersonFacts, whose: str) -> Iterator[Lacking]:
    words = {"person": whose}
    if not person.is_named:
        yield Lacking(_("Name: %(person)s") % words, _NAME, person.file)
    if person.born is None and not person.is_organisation:
        yield Lacking(_("Date of birth: %(person)s") % words, _NAME, person.file)
    if not person.is_reachable:
        yield Lacking(_("A way to make contact: %(person)s") % words, _CONTACT, person.file)
