"""Whom to offer a case first, and why: rules on plain values (CAMB-10, WM-7-03, WM-8-01, WTE-3E-03).

The page that proposes shows the reasons of the same ranking that puts people in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from practitioners.rules import missing_competence


@dataclass(frozen=True)
class Wanted:
    """What a case asks of whoever works it.

    ``areas`` are where the parties would meet, ``times`` when, ``languages`` what they speak beside English;
    each may be empty, which asks for nothing.
    """

    is_sensitive: bool = False
    is_complex: bool = False
    languages: frozenset[str] = frozenset()
    areas: frozenset[UUID] = frozenset()
    times: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offerable:
    """Somebody who could be asked, as far as the ranking goes."""

    user_id: int
    name: str
    competences: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    home_area: UUID | None = None
    areas: frozenset[UUID] = frozenset()
    times: frozenset[str] = frozenset()
    cases: int = 0
    serious: int = 0
    offers: int = 0
    limit: int | None = None
    serious_limit: int | None = None
    is_away: bool = False


class Stop(StrEnum):
    """Why somebody can be asked only with a written reason."""

    NOT_SENSITIVE = "not_sensitive"
    NOT_COMPLEX = "not_complex"
    FULL = "full"
    SERIOUS_FULL = "serious_full"


class Reason(StrEnum):
    """What speaks for or against somebody. The order is the order of weight, the weightiest first."""

    LANGUAGE = "language"
    NO_LANGUAGE = "no_language"
    COMPETENT = "competent"
    AWAY = "away"
    NEAR = "near"
    TRAVELS = "travels"
    FAR = "far"
    TIMES = "times"
    NO_TIME = "no_time"


# What each reason adds. A shared language outweighs all else that is good, being away all of it.
WEIGHTS = {
    Reason.LANGUAGE: 40,
    Reason.NO_LANGUAGE: 0,
    Reason.COMPETENT: 10,
    Reason.AWAY: -100,
    Reason.NEAR: 15,
    Reason.TRAVELS: 10,
    Reason.FAR: -10,
    Reason.TIMES: 5,
    Reason.NO_TIME: -5,
}
EACH_CASE, EACH_OFFER = -4, -4


@dataclass(frozen=True)
class Match:
    """Somebody with what stops them and what speaks for and against them."""

    person: Offerable
    stops: list[Stop] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def score(self) -> int:
        """The sum of the reasons' weights and of what they carry."""
        carried = EACH_CASE * self.person.cases + EACH_OFFER * self.person.offers
        return sum(WEIGHTS[reason] for reason in self.reasons) + carried


def match(person: Offerable, wanted: Wanted) -> Match:
    """How somebody fits a case."""
    return Match(person, _stops(person, wanted), _reasons(person, wanted))


def ranked(people: Iterable[Offerable], wanted: Wanted) -> list[Match]:
    """Everybody, the best fit first; those who are stopped come last, equals by name."""
    found = [match(person, wanted) for person in people]
    return sorted(found, key=lambda one: (bool(one.stops), -one.score, one.person.name, one.person.user_id))


def _stops(person: Offerable, wanted: Wanted) -> list[Stop]:
    missing = missing_competence(
        is_sensitive=wanted.is_sensitive, is_complex=wanted.is_complex, held=person.competences
    )
    stops = [Stop(f"not_{code}") for code in missing]
    if person.limit is not None and person.cases + person.offers >= person.limit:
        stops.append(Stop.FULL)
    is_serious = wanted.is_sensitive or wanted.is_complex
    if is_serious and person.serious_limit is not None and person.serious >= person.serious_limit:
        stops.append(Stop.SERIOUS_FULL)
    return stops


def _reasons(person: Offerable, wanted: Wanted) -> list[Reason]:
    found = []
    if wanted.languages:
        found.append(Reason.LANGUAGE if wanted.languages & person.languages else Reason.NO_LANGUAGE)
    asked = {code for code, is_asked in _competences(wanted) if is_asked}
    if asked and asked <= person.competences:
        found.append(Reason.COMPETENT)
    if person.is_away:
        found.append(Reason.AWAY)
    if wanted.areas:
        found.append(_travel(person, wanted.areas))
    if wanted.times and person.times:
        found.append(Reason.TIMES if wanted.times & person.times else Reason.NO_TIME)
    return found


def _competences(wanted: Wanted) -> list[tuple[str, bool]]:
    return [("sensitive", wanted.is_sensitive), ("complex", wanted.is_complex)]


def _travel(person: Offerable, where: frozenset[UUID]) -> Reason:
    """Near if they are based in one of the areas, else whether they travel to all of them."""
    if person.home_area in where:
        return Reason.NEAR
    return Reason.TRAVELS if where <= person.areas else Reason.FAR
