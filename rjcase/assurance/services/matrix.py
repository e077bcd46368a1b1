"""Changing the sharing matrix and the checklist; ticking the checklist of a case."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case
from cases.selectors import exact_progress
from cases.services.locks import lock_case
from rjcase.access.models import SchemeProfile
from rjcase.assurance.models import ChecklistItem, ChecklistTick, SharingRule
from rjcase.assurance.policies import CHECKLIST, EDIT_MATRIX
from rjcase.assurance.selectors import items, rules
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed

Setting = TypeVar("Setting", SharingRule, ChecklistItem)


def save_rule(*, actor: Any, code: str | UUID, **facts: Any) -> SharingRule:
    """Add or change a line of the sharing matrix (WTE-4.2-03). The first change adopts the default rows."""
    return _save(SharingRule, rules(), actor, str(code), facts)


def save_item(*, actor: Any, code: str | UUID, **facts: Any) -> ChecklistItem:
    """Add or change a line of the checklist (WTE-4.1-01). The first change adopts the default rows."""
    return _save(ChecklistItem, items(), actor, str(code), facts)


def tick(case: Case, *, actor: Any, states: dict[str, str], on: date | None = None) -> int:
    """Keep what a case has of the checklist, by code; returns how many lines changed.

    Only codes of the scheme's list count; "" takes a line back to "not there yet". Raises NotAllowed
    for somebody who does not see both sides.
    """
    if not actor.may(CHECKLIST) or exact_progress(case) is None:
        raise NotAllowed(_("Only those who see both sides keep this list."))
    lock_case(case)
    known = {row.code: row for row in ChecklistTick.objects.filter(case=case)}
    changed = 0
    for item in items():
        state = states.get(item.code)
        held = known.get(item.code)
        if state is None or state == (held.state if held else ""):
            continue
        if state and state not in ChecklistTick.State.values:
            raise DomainError(_("Select one of the answers"))
        ChecklistTick.objects.update_or_create(
            case=case, code=item.code, defaults={"state": state, "on": on or today(), "by": actor.user}
        )
        changed += 1
    return changed


def _save(
    model: type[Setting], present: list[Setting], actor: Any, code: str, facts: dict[str, Any]
) -> Setting:
    if not actor.may(EDIT_MATRIX):
        raise NotAllowed(_("Only a manager changes the scheme."))
    SchemeProfile.objects.select_for_update().first()  # two first changes at once adopt once
    if not model.objects.exists():
        model.objects.bulk_create(present)
    last = max((row.position for row in present), default=0)
    row, _made = model.objects.update_or_create(
        code=code, defaults=facts, create_defaults={**facts, "position": last + 1}
    )
    return row
