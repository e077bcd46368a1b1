"""Taking a step: the one function that moves a case from stage to stage."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from cases.models import Case, GatePass, Progress, StageChange
from cases.models.case import Face, Stage
from cases.selectors import exact_progress, gate_passes
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.once import reading
from rjcase.workflow import Situation, Step, StepView, look, step, steps_from

# The neutral face of each exact stage. An exit names its own.
FACES = {
    Stage.RECEIVED: Face.RECEIVED,
    Stage.ELIGIBLE: Face.RECEIVED,
    Stage.ALLOCATED: Face.ACCEPTED,
    Stage.PREPARING: Face.IN_PROGRESS,
    Stage.READY: Face.IN_PROGRESS,
    Stage.IN_PROCESS: Face.IN_PROGRESS,
    Stage.FOLLOWING_UP: Face.FOLLOW_UP,
    Stage.CLOSED_UPDATING: Face.COMPLETED,
    Stage.CLOSED: Face.COMPLETED,
}

# Told of every case whose neutral face has changed, in the transaction of the step. Later stages add theirs.
ON_NEW_FACE: list[Callable[[Case], None]] = []


def next_steps(case: Case, actor: Any) -> list[StepView]:
    """Return the steps the case can take now, each with its gates, for the case page.

    Empty for those who may not see the exact stage (one side only).
    """
    progress = exact_progress(case)
    if progress is None:
        return []
    passed = [row.gate for row in gate_passes(case)]
    situation = Situation(case=case, actor=actor, facts={})
    return [look(item, situation, passed) for item in steps_from(progress.stage)]


def check(name: str, case: Case, actor: Any, **facts: Any) -> StepView:
    """Return how a step stands for a case, with the facts the actor has typed so far."""
    passed = GatePass.objects.filter(case=case).values_list("gate", flat=True)
    with reading():  # gates change nothing, and ask for much of the same
        return look(step(name), Situation(case=case, actor=actor, facts=facts), passed)


def perform(
    name: str,
    case: Case,
    actor: Any,
    *,
    reason: str = "",
    note: str = "",
    face: Face | None = None,
    happened_on: date | None = None,
    **facts: Any,
) -> StageChange:
    """Take a step: lock the case, check permission, stage and gates, move it, keep the change.

    Raises NotAllowed without the permission, AlreadyDone if somebody else moved the case first,
    DomainError naming everything still missing. ``face`` is what one-sided readers are told,
    where it differs from the target's own.
    """
    item = step(name)
    if actor is not None and not actor.may(item.permission):
        raise NotAllowed(_("You may not do this."))
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    progress = Progress.objects.filter(case=case).first()
    if progress is None:
        raise NotAllowed(_("You may not do this."))
    if progress.stage not in item.sources:
        raise AlreadyDone(
            _("This case has moved on to “%(stage)s” in the meantime. Nothing was changed.")
            % {"stage": progress.get_stage_display()}
        )
    standing = check(name, case, actor, **facts)
    if not standing.is_possible:
        missing = [line.text for result in standing.results if not result.is_open for line in result.missing]
        raise DomainError(" ".join(missing))
    return _move(item, case, progress, actor, reason, note, face, happened_on or today())


def _move(
    item: Step,
    case: Case,
    progress: Progress,
    actor: Any,
    reason: str,
    note: str,
    face: Face | None,
    happened_on: date,
) -> StageChange:
    source, target = progress.stage, item.target or progress.stage
    change = StageChange.objects.create(
        case=case,
        step=item.name,
        from_stage=source,
        to_stage=target,
        reason=reason,
        note=note,
        by=actor.user if actor else None,
        happened_on=happened_on,
    )
    if target != source or reason:
        Progress.objects.filter(pk=progress.pk).update(stage=target, reason=reason, since=happened_on)
    closed = happened_on if target == Stage.CLOSED else F("closed_on")
    before, case.face = case.face, face or FACES[Stage(target)]
    Case.objects.filter(pk=case.pk).update(face=case.face, closed_on=closed)
    if case.face != before:
        for tell in ON_NEW_FACE:
            tell(case)
    return change


def pass_gate(gate: str, case: Case, actor: Any, *, reason: str) -> GatePass:
    """Let a case through a passable gate, with a reason. Managers only; the rest can never be passed."""
    if not actor.may("cases.pass_gate"):
        raise NotAllowed(_("Only a manager may pass a gate."))
    known = {found.name: found for item in steps_from(_stage(case)) for found in item.gates}
    if gate not in known or not known[gate].passable:
        raise DomainError(_("This can never be passed: it protects the people in the case."))
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    return GatePass.objects.create(case=case, gate=gate, reason=reason, by=actor.user)


def _stage(case: Case) -> str:
    return Progress.objects.get(case=case).stage
