"""The scheme's criteria: what a new scheme begins with, and publishing a new version."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from referrals.criteria import DEFAULT_RULES, Rule
from referrals.models import CriteriaVersion
from referrals.selectors import criteria_in_force, criteria_versions
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.tenancy import current


def default_criteria() -> CriteriaVersion:
    """Give the open scheme the criteria every scheme begins with, unless it has some already.

    Call inside ``acting(scheme, …)`` as the office or the system, when a scheme is made. Returns the
    version in force, so that calling it twice changes nothing.
    """
    found = criteria_in_force()
    return found or _add(DEFAULT_RULES, today(), reason="", introduction="", user=None)


def publish_criteria(
    *, actor: Any, rules: Iterable[Rule], from_on: date, introduction: str, reason: str
) -> CriteriaVersion:
    """Publish a new version, in force from a day on (NOMS-D-03). Managers only.

    A version is never changed, so a check stays with the criteria it was made against. A day before
    today is refused: a decision already made was made under what stood there then.
    """
    if not actor.may("referrals.publish_criteria"):
        raise NotAllowed(_("Only a manager publishes criteria."))
    if from_on < today():
        raise DomainError(_("Date from which they are in force must be today or in the future"))
    newest = criteria_versions().first()
    stored = [rule.stored() for rule in rules]
    if newest and (newest.rules, newest.from_on, newest.introduction) == (stored, from_on, introduction):
        return newest
    default_criteria()
    return _add(read_back(stored), from_on, reason=reason, introduction=introduction, user=actor.user)


def read_back(stored: list[dict[str, Any]]) -> list[Rule]:
    """The rules as they will be read when they are used; raises ValueError where they could not be."""
    from referrals.criteria import read_rules

    return read_rules(stored)


def _add(
    rules: Iterable[Rule], from_on: date, *, reason: str, introduction: str, user: Any
) -> CriteriaVersion:
    context = current()
    if context is None:
        raise RuntimeError("Criteria belong to a scheme: call this inside acting(scheme, actor).")
    newest = criteria_versions().first()
    return CriteriaVersion.objects.create(
        number=newest.number + 1 if newest else 1,
        from_on=from_on,
        rules=[rule.stored() for rule in rules],
        introduction=introduction,
        reason=reason,
        by=user,
    )
