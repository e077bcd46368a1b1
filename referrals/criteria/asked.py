"""What each kind of rule asks of the facts: yes, no, or None where the paper does not say."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from referrals.criteria import rules as kinds
from referrals.criteria.facts import OFFENDER, VICTIM, CaseFacts, PersonFacts
from referrals.criteria.rules import LEVELS, Rule

Answer = bool | None
Question = Callable[[CaseFacts, Rule, date], Answer]


def _any(answers: Iterable[Answer]) -> Answer:
    """True if any is true, None if none is but some are open, else False."""
    seen = list(answers)
    if True in seen:
        return True
    return None if None in seen else False


def _said(answer: str, wanted: str) -> Answer:
    return None if answer in ("", "unknown") else answer == wanted


# --- The offence ---------------------------------------------------------------------------------
def _offence(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    if not facts.group and not facts.subgroup:
        return None
    return bool({facts.group, facts.subgroup} & set(rule.values))


def _offence_outside(facts: CaseFacts, rule: Rule, on: date) -> Answer:
    inside = _offence(facts, rule, on)
    return None if inside is None else not inside


def _marker(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    return bool(facts.markers & set(rule.values))


def _outside_area(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return _said(facts.in_area, "no")


def _long_ago(facts: CaseFacts, rule: Rule, on: date) -> Answer:
    then = facts.happened_on
    if then is None or rule.age is None:
        return None
    return on.year - then.year - ((on.month, on.day) < (then.month, then.day)) >= rule.age


# --- The people ----------------------------------------------------------------------------------
def _no_victim(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return not any(person.is_named for person in facts.of(VICTIM))


def _no_offender(facts: CaseFacts, _rule: Rule, _on: date) -> Answer:
    return not any(person.is_named for person in facts.of(OFFENDER))


def _younger(role: str) -> Question:
    def asked(facts: CaseFacts, rule: Rule, on: date) -> Answer:
        people = (person for person in facts.of(role) if not person.is_organisation)
        return _any(_under(person, rule.age, on) for person in people)

    return asked


def _under(person: PersonFacts, age: int | None, on: date) -> Answer:
    years = person.age(on)
    return None if years is None or age is None else years < age


def _started(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    return facts.started_by in rule.values if facts.started_by else None


def _lives_outside(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    """No victim lives there; where one may, it is an open question."""
    homes = [person.home for person in facts.of(VICTIM)]
    if any(home and _is_in(home, rule.values) for home in homes):
        return False
    return True if homes and all(homes) else None


def _is_in(home: str, places: Iterable[str]) -> bool:
    """B15 is in B15 and in B, but not in B1."""
    area = "".join(letter for letter in home[:2] if letter.isalpha())
    return home in places or area in places


# --- Each offender -------------------------------------------------------------------------------
def _of_offenders(asked: Callable[[PersonFacts, Rule], Answer]) -> Question:
    return lambda facts, rule, _on: _any(asked(person, rule) for person in facts.of(OFFENDER))


def _stage(person: PersonFacts, rule: Rule) -> Answer:
    return person.justice_stage in rule.values if person.justice_stage else None


def _unwilling(facts: CaseFacts, rule: Rule, _on: date) -> Answer:
    """At these stages everybody has to have said yes; not having been asked is not a yes (NOMS-S-08)."""
    stands_there = _any(_stage(person, rule) for person in facts.of(OFFENDER))
    if not stands_there:
        return stands_there
    return any(person.consent != "yes" for person in facts.people)


def _too_minor(person: PersonFacts, rule: Rule) -> Answer:
    if person.seriousness not in LEVELS:
        return None
    return LEVELS.index(person.seriousness) < LEVELS.index(rule.level)


def _tier_outside(person: PersonFacts, rule: Rule) -> Answer:
    """A tier of a model that the rule does not name says nothing."""
    models = {value.partition(":")[0] for value in (*rule.values, *rule.also)}
    if not person.tier or person.tier_model not in models:
        return None
    tier = f"{person.tier_model}:{person.tier}"
    if tier in rule.also and tier not in rule.values:
        return None if person.seriousness not in LEVELS else person.seriousness == LEVELS[0]
    return tier not in rule.values


def _score_outside(person: PersonFacts, rule: Rule) -> Answer:
    if person.ogrs is None or rule.age is None or rule.upper is None:
        return None
    return not rule.age <= person.ogrs <= rule.upper


def _status(person: PersonFacts, rule: Rule) -> Answer:
    return bool(person.statuses & set(rule.values))


ASKED: Mapping[str, Question] = MappingProxyType(
    {
        kinds.OFFENCE: _offence,
        kinds.OFFENCE_OUTSIDE: _offence_outside,
        kinds.MARKER: _marker,
        kinds.AREA: _outside_area,
        kinds.ELAPSED: _long_ago,
        kinds.VICTIM: _no_victim,
        kinds.NO_OFFENDER: _no_offender,
        kinds.VICTIM_AGE: _younger(VICTIM),
        kinds.OFFENDER_AGE: _younger(OFFENDER),
        kinds.STARTED: _started,
        kinds.HOME: _lives_outside,
        kinds.UNWILLING: _unwilling,
        kinds.RESPONSIBILITY: _of_offenders(lambda person, _rule: _said(person.responsibility, "no")),
        kinds.PLEA: _of_offenders(lambda person, _rule: _said(person.plea, "not_guilty")),
        kinds.SCREENING: _of_offenders(lambda person, _rule: person.screening),
        kinds.REPARATION: _of_offenders(lambda person, _rule: _said(person.reparation, "yes")),
        kinds.STAGE: _of_offenders(_stage),
        kinds.SERIOUSNESS: _of_offenders(_too_minor),
        kinds.TIER: _of_offenders(_tier_outside),
        kinds.OGRS: _of_offenders(_score_outside),
        kinds.STATUS: _of_offenders(_status),
    }
)
