"""The criteria in force, and how a case stands against them."""

from datetime import date

from django.db.models import QuerySet

from cases.models import Case
from referrals.criteria import DEFAULT_RULES, Evaluation, Rule, evaluate, read_rules
from referrals.models import CriteriaVersion, EligibilityCheck
from referrals.selectors.facts import facts_of
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
    """How a case stands today against the criteria in force, as far as the actor may see its files."""
    return evaluate(facts_of(case), rules_in_force(), today())


def latest_check(case: Case) -> EligibilityCheck | None:
    """The newest stored check of a case, or None."""
    return (
        EligibilityCheck.objects.filter(case=case)
        .select_related("version", "by")
        .order_by("-recorded_at", "-pk")
        .first()
    )
