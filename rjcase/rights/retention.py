"""How long the files of a closed case are kept, and which cases are past it (WTE-4.3-04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rjcase.access.actors import Actor
from rjcase.access.policies import SETTINGS
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.kernel.workingdays import Unit, due
from rjcase.rights.models import Hold, RetentionClass
from rjcase.tenancy.models import Scheme

ENQUIRY_MONTHS = 12  # where a scheme has no class for enquiries: they are never kept without end
# What a new scheme starts with; no law names a period, so each scheme decides and says why.
FIRST_CLASSES = (
    ("Completed cases", RetentionClass.Outcome.COMPLETED, 72),
    ("Cases that did not go ahead", RetentionClass.Outcome.DID_NOT_GO_AHEAD, 24),
    ("Referrals not taken forward", RetentionClass.Outcome.NOT_TAKEN_FORWARD, 12),
    ("Enquiries that became no referral", RetentionClass.Outcome.ENQUIRY, ENQUIRY_MONTHS),
)


def lay_classes(scheme: Scheme) -> None:
    """Give a new scheme its first classes; the scheme is open."""
    for name, outcome, months in FIRST_CLASSES:
        RetentionClass.objects.get_or_create(name=name, defaults={"outcome": outcome, "months": months})


def save_class(*, actor: Actor, row: RetentionClass | None, **facts: Any) -> RetentionClass:
    """Add or change a class; ``facts`` are its fields. Raises DomainError if another has the name."""
    if not actor.may(SETTINGS):
        raise NotAllowed(_("Only a manager changes the scheme."))
    others = RetentionClass.objects.filter(name__iexact=facts["name"])
    if (others.exclude(pk=row.pk) if row else others).exists():
        raise DomainError(_("There is already one of this name"))
    kept = row or RetentionClass()
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.save()
    return kept


@dataclass(frozen=True)
class Keeping:
    """Under which class a closed case falls and until when it is kept; ``hold`` stops the clock."""

    case: Any
    rule: RetentionClass
    review_on: date
    hold: Hold | None

    @property
    def is_due(self) -> bool:
        """Whether its files may be destroyed today."""
        return self.hold is None and self.review_on <= today()


def keeping(cases: Iterable[Any]) -> list[Keeping]:
    """How long each of these closed cases is kept; a case that no class fits is kept without end."""
    rules = list(RetentionClass.objects.filter(is_active=True))
    listed = [case for case in cases if case.closed_on]
    holds = {hold.case_id: hold for hold in Hold.objects.filter(case__in=listed, released_on=None)}
    found = []
    for case in listed:
        fitting = [rule for rule in rules if _fits(rule, case)]
        if fitting:
            rule = max(fitting, key=lambda one: one.months)
            until = due(case.closed_on, rule.months, Unit.MONTHS)
            found.append(Keeping(case, rule, until, holds.get(case.pk)))
    return sorted(found, key=lambda one: (one.review_on, str(one.case.pk)))


def enquiry_months() -> int:
    """How long the personal details of a closed enquiry are kept: the longest class for them in use."""
    rules = RetentionClass.objects.filter(is_active=True, outcome=RetentionClass.Outcome.ENQUIRY)
    return max(rules.values_list("months", flat=True), default=ENQUIRY_MONTHS)


def shortest_months() -> int | None:
    """The shortest period of any class in use; None where no class is."""
    months = RetentionClass.objects.filter(is_active=True).values_list("months", flat=True)
    return min(months, default=None)


def _fits(rule: RetentionClass, case: Any) -> bool:
    if rule.only_sensitive and not case.is_sensitive:
        return False
    return rule.outcome in (RetentionClass.Outcome.ANY, case.face)
