"""What every change to a process begins with: locks, and the gates asked again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, File, GatePass, Progress
from cases.models.case import Stage
from conferences.models import Process, ProcessChange
from conferences.workflow import AT_THE_DOOR
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.workflow import Situation, StepView, look


def lock_case(case: Case) -> Case:
    """Lock a case and return it. Raises NotAllowed for those who may not change it."""
    found = Case.objects.select_for_update(of=("self",)).select_related("scheme").filter(pk=case.pk).first()
    if found is None:
        raise NotAllowed(_("You may not do this."))
    return found


def lock_process(process: Process) -> Process:
    """Lock a process behind its case. Raises NotAllowed for those who may not change it.

    Always in this order, so that two people never wait for each other.
    """
    case = lock_case(process.case)
    found = Process.objects.select_for_update(of=("self",)).filter(pk=process.pk).first()
    if found is None:
        raise NotAllowed(_("You may not do this."))
    found.case = case
    return found


def lock_open_process(process: Process) -> Process:
    """Lock a process that is neither held nor cancelled. Raises AlreadyDone if it is by now."""
    found = lock_process(process)
    if not found.is_open:
        raise AlreadyDone(
            _("Somebody else has recorded this as “%(state)s” in the meantime. Nothing was changed.")
            % {"state": found.get_state_display()}
        )
    return found


def lock_running_process(process: Process) -> Process:
    """Lock a process that has begun. Raises DomainError before that, AlreadyDone after its end."""
    found = lock_open_process(process)
    if found.begun_at is None:
        raise DomainError(_("Begin it first: that is when everyone's consent and safety are checked."))
    return found


def stage_of(case: Case) -> Stage:
    """The exact stage. Raises NotAllowed for those who may not see both sides."""
    progress = Progress.objects.filter(case=case).first()
    if progress is None:
        raise NotAllowed(_("You may not do this."))
    return Stage(progress.stage)


def standing_now(case: Case, actor: Any, files: Iterable[File], as_of: datetime | None = None) -> StepView:
    """How the people taking part stand at this very moment, for the page and the rule alike.

    ``as_of`` judges their consent at the moment of what has happened already.
    """
    passed = GatePass.objects.filter(case=case).values_list("gate", flat=True)
    situation = Situation(case=case, actor=actor, facts={"participants": list(files), "as_of": as_of})
    return look(AT_THE_DOOR, situation, passed)


def require_gates(case: Case, actor: Any, files: Iterable[File], as_of: datetime | None = None) -> None:
    """Ask again everything that must be true of the people taking part, at this very moment.

    Consent, bars on contact and risk may have changed since the case was found ready. A meeting that is
    over is recorded by the consent of its hour, ``as_of``. Raises DomainError naming all that is missing.
    """
    standing = standing_now(case, actor, files, as_of)
    missing = [line.text for result in standing.results if not result.is_open for line in result.missing]
    if missing:
        raise DomainError(" ".join(str(text) for text in missing))


def move(process: Process, state: Process.State, actor: Any, *, reason: str = "", **changes: Any) -> Process:
    """Bring a locked process into a state, keep the change with its reason, and return it."""
    happened_on = changes.pop("happened_on", None) or today()
    ProcessChange.objects.create(
        joint_id=process.joint_id,
        process=process,
        from_state=process.state,
        to_state=state,
        reason=reason,
        by=actor.user,
        happened_on=happened_on,
    )
    Process.objects.filter(pk=process.pk).update(state=state, **changes)
    for name, value in {"state": state, **changes}.items():
        setattr(process, name, value)
    return process
