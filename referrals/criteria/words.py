"""Criteria in words: the same clause stands on the public page and in the reasons of a check."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from referrals.criteria import rules as kinds
from referrals.criteria.evaluate import Finding
from referrals.criteria.rules import Effect, Rule
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


def tier_label(code: str) -> str:
    """The words for a tier written with its model, "tier_1_4:3"."""
    model, _colon, tier = code.partition(":")
    return code_label(tier, model) if model in ("tier_1_4", "tier_2020", "tier_2026") else tier


def started_label(side: str) -> str:
    """Who asked, in words that stand inside a sentence."""
    words = {
        "harmed": _("the person harmed"),
        "responsible": _("the person responsible"),
        "neutral": _("neither of them"),
    }
    return words.get(side, side)


def clause(rule: Rule) -> str:
    """What the rule looks for, as the end of the sentence "We … if …"."""
    said = _CLAUSES[rule.kind](rule)
    if rule.milder and rule.effect != Effect.INFORMS:
        return _("%(clause)s (with discretion where the person harmed asked)") % {"clause": said}
    return said


def say_finding(finding: Finding) -> str:
    """The reason in a sentence; an open question says that it is one."""
    said = _CLAUSES[finding.rule.kind](finding.rule)
    return upper_first(said) if finding.known else _("Not known yet: whether %(clause)s") % {"clause": said}


def _list(values: Iterable[str], say: Callable[[str], str]) -> str:
    return ", ".join(say(code) for code in values)


def _coded(name: str) -> Callable[[str], str]:
    return lambda code: code_label(code, name)


def _offences(rule: Rule) -> str:
    return _("the offence is one of these: %(offences)s") % {"offences": _list(rule.values, offence_label)}


def _other_offences(rule: Rule) -> str:
    return _("the offence is none of these: %(offences)s") % {"offences": _list(rule.values, offence_label)}


def _markers(rule: Rule) -> str:
    return _("the case involves one of these: %(markers)s") % {
        "markers": _list(rule.values, _coded("offence_marker"))
    }


def _stages(rule: Rule) -> str:
    return _("the case stands at one of these stages: %(stages)s") % {
        "stages": _list(rule.values, _coded("justice_stage"))
    }


def _unwilling(rule: Rule) -> str:
    return _("not everybody has said yes while the case stands at: %(stages)s") % {
        "stages": _list(rule.values, _coded("justice_stage"))
    }


def _statuses(rule: Rule) -> str:
    return _("the person responsible is one of these: %(statuses)s") % {
        "statuses": _list(rule.values, _coded("special_status"))
    }


def _tiers(rule: Rule) -> str:
    said = _("the person responsible is in none of these tiers: %(tiers)s") % {
        "tiers": _list(rule.values, tier_label)
    }
    if not rule.also:
        return said
    return _("%(tiers)s; nor, where custody is possible, in %(also)s") % {
        "tiers": said,
        "also": _list(rule.also, tier_label),
    }


def _seriousness(rule: Rule) -> str:
    if rule.level == "high":
        return _("the offence is so minor that custody is not likely")
    return _("the offence is so minor that it could not lead to custody")


_CLAUSES: dict[str, Callable[[Rule], str]] = {
    kinds.OFFENCE: _offences,
    kinds.OFFENCE_OUTSIDE: _other_offences,
    kinds.MARKER: _markers,
    kinds.VICTIM: lambda _rule: _("nobody who was harmed can be identified"),
    kinds.NO_OFFENDER: lambda _rule: _("nobody responsible has been identified"),
    kinds.RESPONSIBILITY: lambda _rule: _("the person responsible does not accept any responsibility"),
    kinds.PLEA: lambda _rule: _("the person responsible pleaded not guilty"),
    kinds.SCREENING: lambda _rule: _("one of the five questions about the person responsible is a yes"),
    kinds.REPARATION: lambda _rule: _("reparation is a stated purpose of the sentence"),
    kinds.VICTIM_AGE: lambda rule: _("the person harmed is under %(age)s") % {"age": rule.age},
    kinds.OFFENDER_AGE: lambda rule: _("the person responsible is under %(age)s") % {"age": rule.age},
    kinds.AREA: lambda _rule: _("it happened outside our area"),
    kinds.HOME: lambda rule: (
        _("nobody who was harmed lives in: %(places)s") % {"places": ", ".join(rule.values)}
    ),
    kinds.ELAPSED: lambda rule: _("it happened %(years)s years ago or more") % {"years": rule.age},
    kinds.STARTED: lambda rule: (
        _("restorative justice was asked for by: %(sides)s") % {"sides": _list(rule.values, started_label)}
    ),
    kinds.STAGE: _stages,
    kinds.UNWILLING: _unwilling,
    kinds.STATUS: _statuses,
    kinds.SERIOUSNESS: _seriousness,
    kinds.TIER: _tiers,
    kinds.OGRS: lambda rule: (
        _("the score for reconviction (OGRS) is not from %(low)s to %(high)s")
        % {"low": rule.age, "high": rule.upper}
    ),
}
