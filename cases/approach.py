"""The order of approach: who may be contacted first follows who started the case.

Offender-initiated: the victim is not told until the offender has been assessed as accepting
responsibility. Victim-initiated: the offender is not approached without the victim's yes. A manager
may vary it with a reason, which is kept as a passed gate. Answering somebody who contacts us is
always allowed.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from cases.models import Case, File, GatePass
from cases.models.case import Side

GATE = "order_of_approach"
Acceptance = Callable[[Case], bool]
_ACCEPTANCE: list[Acceptance] = []
Hold = Callable[[Case], bool]
_HOLDS: list[Hold] = []
Stop = Callable[[File], str]
_STOPS: list[Stop] = []


def register_acceptance(check: Acceptance) -> None:
    """Name the question "has an offender of this case been assessed as accepting responsibility?".

    Registered by the app that assesses. It must answer truly for somebody who works the harmed side
    only, so it asks a database function that says yes or no.
    """
    if check not in _ACCEPTANCE:
        _ACCEPTANCE.append(check)


def register_hold(check: Hold) -> None:
    """Name the question "does somebody else contact the people harmed in this case?" (MOJ-P-04).

    It must answer truly for somebody who works the harmed side only, so it asks a database function that
    says yes or no.
    """
    if check not in _HOLDS:
        _HOLDS.append(check)


def register_stop(check: Stop) -> None:
    """Name the question "why may this party not be approached yet?"; its answer is a sentence, or ""."""
    if check not in _STOPS:
        _STOPS.append(check)


def victim_agreed(case: Case) -> bool:
    """Whether a victim of the case has a live yes to exploring; says nothing more about them."""
    with connection.cursor() as cursor:
        cursor.execute("select victim_agreed(%s)", [case.pk])
        return bool(cursor.fetchone()[0])


def responsibility_accepted(case: Case) -> bool:
    """Whether an offender of the case has been assessed as accepting responsibility."""
    return any(check(case) for check in _ACCEPTANCE)


def varied(case: Case) -> bool:
    """Whether a manager varied the order for this case."""
    return GatePass.objects.filter(case=case, gate=GATE).exists()


def obstacle(file: File, case: Case) -> str:
    """Return why this party may not be approached yet, in a sentence; "" if they may.

    The sentence tells nothing of the other side but that it comes first.
    """
    if reason := next(filter(None, (check(file) for check in _STOPS)), ""):
        return reason
    side = Side(file.side)
    if side == Side.HARMED and any(check(case) for check in _HOLDS):
        return _("Another service contacts this person itself. Do not contact them, but answer them.")
    if side == Side.HARMED and case.started_by == Side.RESPONSIBLE:
        blocked = not responsibility_accepted(case)
        reason = _(
            "This case was started by the responsible side. Do not contact the harmed side until the "
            "offender has been assessed as accepting responsibility."
        )
    elif side == Side.RESPONSIBLE and case.started_by == Side.HARMED:
        blocked = not victim_agreed(case)
        reason = _(
            "This case was started by the harmed side. Do not contact the responsible side until a victim "
            "has said yes."
        )
    else:
        return ""
    return reason if blocked and not varied(case) else ""


def vary(case: Case, actor: Any, *, reason: str) -> GatePass:
    """Let this case be approached out of order, with a reason. Managers only.

    Raises NotAllowed for anybody else, DomainError without a reason.
    """
    from rjcase.kernel.errors import DomainError, NotAllowed

    if not actor.may("cases.pass_gate"):
        raise NotAllowed(_("Only a manager may vary the order of approach."))
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    existing = GatePass.objects.filter(case=case, gate=GATE).first()
    return existing or GatePass.objects.create(case=case, gate=GATE, reason=reason.strip(), by_id=actor.pk)
