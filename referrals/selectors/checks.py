"""The criteria in force, and how a case stands against them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from cases.models import Case, File, Identity
from referrals.criteria import (
    DEFAULT_RULES,
    CaseFacts,
    Effect,
    Evaluation,
    Finding,
    PersonFacts,
    Rule,
    evaluate,
    evaluate_ages,
    read_rules,
)
from referrals.criteria.rules import AGES
from referrals.models import CriteriaVersion, EligibilityCheck
from referrals.selectors.facts import facts_of, facts_of_cases
from rjcase.kernel.clock import today


def criteria_versions() -> QuerySet[CriteriaVersion]:
    """Every version of the scheme's criteria, newest first."""
    return CriteriaVersion.objects.order_by("-number")


def criteria_in_force(on: date | None = None) -> CriteriaVersion | None:
    """The version in force on a day (today if not given); None for a scheme that never set any."""
    return criteria_versions().filter(from_on__lte=on or today()).order_by("-from_on", "-number").first()


def rules_in_force(on: date | None = None) -> list[Rule]:
    """The rules in force on a day: those every scheme begins with, until it sets its own."""
    version = criteria_in_force(on)
    return read_rules(version.rules) if version else list(DEFAULT_RULES)


def evaluate_case(case: Case) -> Evaluation:
    """How a case stands against the criteria in force, as far as the actor may see its files.

    Ages are those of the day of the referral (NOMS-S-04); ``ages_against`` asks again for an activity.
    """
    facts = facts_of(case)
    return evaluate(facts, rules_in_force(), facts.referred_on or today())


def ages_against(case: Case, files: Iterable[File], on: date) -> list[Finding]:
    """Which age rules speak against these people on the day of an activity, and are not decided on."""
    rules = [rule for rule in rules_in_force() if rule.kind in AGES and rule.effect != Effect.INFORMS]
    if not rules:
        return []
    roles = {file.pk: file.party.role for file in files if file.party is not None}
    born = Identity.objects.filter(file__in=roles).values_list("file_id", "date_of_birth", "family_name")
    people = tuple(
        PersonFacts(roles[file], is_organisation=not family, born=day) for file, day, family in born
    )
    against = evaluate_ages(CaseFacts(people=people, started_by=case.started_by), rules, on).against
    return [] if not against or _accepted(case, against) else against


def _accepted(case: Case, against: list[Finding]) -> bool:
    check = latest_check(case)
    if check is None or check.decision != EligibilityCheck.Decision.ACCEPT:
        return False
    return all(finding.stored() in check.findings for finding in against)


def past_facts(newest: int = 500) -> list[CaseFacts]:
    """The newest cases as facts, to try criteria out on. Reads files: log the read."""
    cases = list(Case.objects.order_by("-received_on", "-id")[:newest])
    return list(facts_of_cases(cases).values())


def latest_check(case: Case) -> EligibilityCheck | None:
    """The newest stored check of a case, or None."""
    return (
        EligibilityCheck.objects.filter(case=case)
        .select_related("version", "by")
        .order_by("-recorded_at", "-pk")
        .first()
    )
