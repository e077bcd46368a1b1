"""Approving or returning a risk assessment: a manager who wrote none of it and works not on the case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from assessments.models import RiskAssessment
from assessments.policies import DECIDE
from rjcase.access.actors import Actor
from rjcase.access.models import Membership, User
from rjcase.access.roles import Role
from rjcase.deadlines.services import meet_deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

State = RiskAssessment.State


@dataclass(frozen=True)
class OutsideSupervisor:
    """Who decided in a one-person office: somebody without an account here."""

    name: str
    role: str
    on: date


def may_decide(assessment: RiskAssessment, actor: Actor) -> bool:
    """Whether the actor is a manager who wrote none of it and does not work the case."""
    return actor.may(DECIDE) and _ask("may_decide(%s, %s, %s::bigint[])", actor.pk, assessment)


def approver_of(assessment: RiskAssessment) -> User | None:
    """The manager who is reminded of a decision: the first of those who may take it, else any manager.

    None in a scheme without a manager.
    """
    rows = Membership.objects.live().filter(roles__contains=[Role.MANAGER], user__is_active=True)
    managers = [row.user for row in rows.select_related("user").order_by("user_id")]
    may = (user for user in managers if _ask("may_decide(%s, %s, %s::bigint[])", user.pk, assessment))
    return next(may, managers[0] if managers else None)


def needs_outside_supervisor(assessment: RiskAssessment) -> bool:
    """Whether the scheme has no manager who may decide on it, so that somebody outside has to."""
    return not _ask("somebody_may_decide(%s, %s::bigint[])", None, assessment)


def _ask(call: str, who: Any, assessment: RiskAssessment) -> bool:
    values: list[Any] = [assessment.file_id, list(assessment.writers)]
    with connection.cursor() as cursor:
        cursor.execute(f"select {call}", values if who is None else [who, *values])
        return bool(cursor.fetchone()[0])


def approve_risk(
    assessment: RiskAssessment, actor: Actor, *, note: str = "", outside: OutsideSupervisor | None = None
) -> RiskAssessment:
    """Approve what was submitted (WTE-5.9-01). Only an outside supervisor's name stands in for another
    manager, and only where there is none."""
    return _decide(assessment, actor, State.APPROVED, note.strip(), outside)


def return_risk(
    assessment: RiskAssessment, actor: Actor, *, note: str, outside: OutsideSupervisor | None = None
) -> RiskAssessment:
    """Send it back to be changed, with a note that says what. Raises DomainError without one."""
    if not note.strip():
        raise DomainError(_("Enter what has to be changed"))
    return _decide(assessment, actor, State.RETURNED, note.strip(), outside)


def _decide(
    assessment: RiskAssessment, actor: Actor, state: str, note: str, outside: OutsideSupervisor | None
) -> RiskAssessment:
    if not actor.may(DECIDE):
        raise NotAllowed(_("You may not do this."))
    found = RiskAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if found.state == state and found.decided_by_id == actor.pk:
        return found
    if found.state != State.SUBMITTED:
        raise AlreadyDone(
            _("This risk assessment is “%(state)s” by now. Nothing was changed.")
            % {"state": found.get_state_display().lower()}
        )
    if may_decide(found, actor):
        outside = None
    elif not needs_outside_supervisor(found):
        raise DomainError(_("You wrote in this assessment or work this case: another manager has to decide."))
    elif outside is None or not (outside.name.strip() and outside.role.strip()):
        raise DomainError(_("Enter the name and role of the outside supervisor who decided"))
    elif outside.on > today():
        raise DomainError(_("The date of the outside supervisor's decision must be today or in the past"))
    found.state, found.decided_by, found.decided_at, found.decision_note = state, actor.user, now(), note
    if outside is not None:
        found.outside_name, found.outside_role = outside.name.strip(), outside.role.strip()
        found.outside_on = outside.on
    found.save()
    meet_deadline("risk_approval", found.file.case, subject=found.pk)
    return found
