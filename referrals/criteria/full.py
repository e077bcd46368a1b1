"""What a referral still lacks to be a full one (WM-5.6-01 to -06); first contact waits for it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts, PersonFacts
from rjcase.workflow import Missing


def missing_for_full(facts: CaseFacts) -> list[Missing]:
    """Each thing still missing in words, with the file it belongs to. Empty for a full referral."""
    return [*_of_the_crime(facts), *_of_victims(facts), *_of_offenders(facts)]


def _of_the_crime(facts: CaseFacts) -> Iterator[Missing]:
    if not facts.group:
        yield Missing(_("The offence"))
    if facts.happened_on is None:
        yield Missing(_("The date of the offence"))
    if not facts.has_circumstances:
        yield Missing(_("What happened"))


def _of_victims(facts: CaseFacts) -> Iterator[Missing]:
    victims = facts.of(VICTIM)
    if not victims:
        yield Missing(_("Who was harmed"))
    for person in victims:
        yield from _of_person(person, _("victim %(number)s") % {"number": person.number})


def _of_offenders(facts: CaseFacts) -> Iterator[Missing]:
    offenders = facts.of(OFFENDER)
    if not offenders:
        yield Missing(_("Who was responsible"))
    for person in offenders:
        whose = _("offender %(number)s") % {"number": person.number}
        yield from _of_person(person, whose)
        if not person.justice_stage:
            yield Missing(
                _("The outcome or stage in court: %(person)s") % {"person": whose}, file=person.file
            )


def _of_person(person: PersonFacts, whose: str) -> Iterator[Missing]:
    words = {"person": whose}
    if not person.is_named:
        yield Missing(_("Name: %(person)s") % words, file=person.file)
    if person.born is None and not person.is_organisation:
        yield Missing(_("Date of birth: %(person)s") % words, file=person.file)
    if not person.is_reachable:
        yield Missing(_("A way to make contact: %(person)s") % words, file=person.file)
