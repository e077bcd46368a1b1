"""Criteria in words: the same clause stands on the public page and in the reasons of a check."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from referrals.criteria.evaluate import Finding
from referrals.criteria.rules import (
    AREA,
    MARKER,
    OFFENCE,
    OFFENDER_AGE,
    PLEA,
    RESPONSIBILITY,
    VICTIM,
    VICTIM_AGE,
    Rule,
)
from rjcase.designsystem.words import upper_first
from rjcase.kernel.codelists import codelist


def code_label(code: str, *lists: str) -> str:
    """The words for a code in the first of the lists that has it; the code itself if none has."""
    for name in lists:
        if code in codelist(name):
            return str(codelist(name).label(code))
    return code


def offence_label(code: str) -> str:
    """The words for an offence, be it a group or a single offence."""
    return code_label(code, "offence_subgroup", "offence_group")


def clause(rule: Rule) -> str:
    """What the rule looks for, as the end of the sentence "We … if …"."""
    return _CLAUSES[rule.kind](rule)


def say_finding(finding: Finding) -> str:
    """The reason in a sentence; an open question says that it is one."""
    said = clause(finding.rule)
    return upper_first(said) if finding.known else _("Not known yet: whether %(clause)s") % {"clause": said}


def _offences(rule: Rule) -> str:
    return _("the offence is one of these: %(offences)s") % {
        "offences": ", ".join(offence_label(code) for code in rule.values)
    }


def _markers(rule: Rule) -> str:
    return _("the case involves one of these: %(markers)s") % {
        "markers": ", ".join(code_label(code, "offence_marker") for code in rule.values)
    }


_CLAUSES: dict[str, Callable[[Rule], str]] = {
    OFFENCE: _offences,
    MARKER: _markers,
    VICTIM: lambda _rule: _("nobody who was harmed can be identified"),
    RESPONSIBILITY: lambda _rule: _("the person responsible does not accept any responsibility"),
    PLEA: lambda _rule: _("the person responsible pleaded not guilty"),
    VICTIM_AGE: lambda rule: _("the person harmed is under %(age)s") % {"age": rule.age},
    OFFENDER_AGE: lambda rule: _("the person responsible is under %(age)s") % {"age": rule.age},
    AREA: lambda _rule: _("it happened outside our area"),
}
