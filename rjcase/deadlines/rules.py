"""The lengths of a scheme's clocks: the defaults, and what its manager set in their place."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rjcase.access.actors import Actor
from rjcase.access.policies import SETTINGS
from rjcase.deadlines.kinds import KINDS, Kind
from rjcase.deadlines.models import DeadlineRule
from rjcase.kernel.errors import NotAllowed
from rjcase.kernel.workingdays import Unit

# Clocks of dates run in these; hours are no length of a date.
UNITS = {
    Unit.WORKING_DAYS: gettext_lazy("working days"),
    Unit.CALENDAR_DAYS: gettext_lazy("days"),
    Unit.WEEKS: gettext_lazy("weeks"),
    Unit.MONTHS: gettext_lazy("months"),
}


@dataclass(frozen=True)
class Length:
    """How long a kind of deadline runs in the open scheme, and when it is reminded of."""

    kind: Kind
    amount: int
    unit: Unit
    remind_days_before: int

    @property
    def words(self) -> str:
        """The length in words: "5 working days"."""
        return said(self.kind, self.amount, self.unit)

    @property
    def default_words(self) -> str:
        """The length it has where the scheme says nothing."""
        return said(self.kind, self.kind.amount, self.kind.unit)

    @property
    def is_own(self) -> bool:
        """Whether the scheme differs from the default."""
        default = (self.kind.amount, self.kind.unit, self.kind.remind_days_before)
        return (self.amount, self.unit, self.remind_days_before) != default


def said(kind: Kind, amount: int, unit: Unit) -> str:
    """Return a length in words; kinds whose date is agreed have none."""
    if unit is Unit.CLOCK_HOURS:
        return _("%(hours)d hours, by law") % {"hours": amount}
    return _("On the date agreed") if kind.fixed else f"{amount} {UNITS.get(unit, unit)}"


def lengths() -> list[Length]:
    """Return every kind of deadline with its length in the open scheme."""
    own = {rule.kind: rule for rule in DeadlineRule.objects.all()}
    return [_length(kind, own.get(name)) for name, kind in KINDS.items()]


def set_length(*, actor: Actor, kind: str, amount: int, unit: str, remind_days_before: int) -> None:
    """Set a kind's length for clocks that start from now on; running ones keep their dates."""
    if not actor.may(SETTINGS):
        raise NotAllowed(_("Only a manager changes the scheme."))
    facts: dict[str, Any] = {"amount": amount, "unit": unit, "remind_days_before": remind_days_before}
    DeadlineRule.objects.update_or_create(kind=kind, defaults=facts)


def _length(kind: Kind, rule: DeadlineRule | None) -> Length:
    if rule is None:
        return Length(kind, kind.amount, kind.unit, kind.remind_days_before)
    return Length(kind, rule.amount, Unit(rule.unit), rule.remind_days_before)
