"""Whom to offer a case, best fit first, with what speaks for and against each of them.

The rules are practitioners.ranking; here they are given what the files and the register say.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, File, Identity, MeetingWish
from practitioners.ranking import Match, Offerable, Reason, Stop, Wanted, match, ranked
from practitioners.selectors.overview import Listed, listed
from rjcase.access.models import Membership
from rjcase.kernel.codelists import codelist

_EVERYBODY_SPEAKS = "en"


def wanted(case: Case) -> Wanted:
    """What a case asks, from its flags and what its parties told. For the office, which sees every file."""
    files = File.objects.filter(case=case, kind=File.Kind.PARTY)
    wishes = list(MeetingWish.objects.filter(file__in=files))
    spoken = {code for row in wishes for code in row.languages}
    spoken |= {
        _code_of(text) for text in Identity.objects.filter(file__in=files).values_list("language", flat=True)
    }
    return Wanted(
        is_sensitive=case.is_sensitive,
        is_complex=case.is_complex,
        languages=frozenset(spoken - {_EVERYBODY_SPEAKS, ""}),
        areas=frozenset(area for row in wishes for area in row.areas),
        times=frozenset(time for row in wishes for time in row.times),
    )


def wishes_in(case: Case) -> list[tuple[File, MeetingWish]]:
    """The parties' wishes with whose they are."""
    rows = MeetingWish.objects.filter(file__case=case).select_related("file__party")
    return [(row.file, row) for row in rows.order_by("file__opened_at")]


def propose(members: Iterable[Membership], case: Case) -> list[Match]:
    """These people, the best fit for a case first."""
    return ranked([_offerable(one) for one in listed(members)], wanted(case))


def stops_for(member: Membership, case: Case) -> list[Stop]:
    """What stands against asking somebody: what the service asks a reason for, and the page explains."""
    return match(_offerable(listed([member])[0]), wanted(case)).stops


def _offerable(one: Listed) -> Offerable:
    return Offerable(
        user_id=one.user_id,
        name=str(one.member.user),
        competences=frozenset(one.competences),
        languages=frozenset(one.record.languages),
        home_area=one.record.home_area,
        areas=frozenset(one.record.areas),
        times=frozenset(one.record.times),
        cases=one.load.cases,
        serious=one.load.serious,
        offers=one.load.offers,
        limit=one.record.caseload_limit,
        serious_limit=one.record.serious_limit,
        is_away=one.is_away,
    )


def _code_of(text: str) -> str:
    """The code of a language somebody typed, by its code or its name; "" where the list has none."""
    said = text.strip().casefold()
    if not said:
        return ""
    names = {str(code.label).casefold(): code.code for code in codelist("language")}
    return said if said in codelist("language") else names.get(said, "")


def stop_words(stop: Stop) -> str:
    """What stands against asking somebody."""
    return {
        Stop.NOT_SENSITIVE: _("No competence for sensitive cases is recorded"),
        Stop.NOT_COMPLEX: _("No competence for complex cases is recorded"),
        Stop.FULL: _("At the limit of open cases"),
        Stop.SERIOUS_FULL: _("At the limit of sensitive or complex cases"),
    }[stop]


def reason_words(reason: Reason) -> str:
    """What speaks for or against somebody."""
    words: dict[Reason, Any] = {
        Reason.LANGUAGE: _("speaks a party’s language"),
        Reason.NO_LANGUAGE: _("an interpreter would be needed"),
        Reason.COMPETENT: _("has the competence for this case"),
        Reason.AWAY: _("away today"),
        Reason.NEAR: _("based where a party can meet"),
        Reason.TRAVELS: _("travels to where the parties can meet"),
        Reason.FAR: _("does not travel to all places where the parties can meet"),
        Reason.TIMES: _("can work when a party can meet"),
        Reason.NO_TIME: _("works at other times than the parties can meet"),
    }
    return str(words[reason])
