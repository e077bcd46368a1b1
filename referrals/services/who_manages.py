"""Who manages a case: agreed with another area, decided by the commissioner, discussed with a youth team."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case
from cases.services.locks import lock_case
from referrals import policies
from referrals.models import CrossBorderDecision, YouthTeamDiscussion
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

CLOCK = "cross_border"


def ask_other_area(
    case: Case, *, actor: Any, decision_id: UUID, why: str, area: str, service: str, asked_on: date
) -> CrossBorderDecision:
    """Record that the other area's service was asked who manages the case; the clock runs (WM-5.2-03).

    ``area`` is a code of police_force. Sending it twice keeps it once. Raises DomainError while another
    such question of the case is open.
    """
    _allowed(actor)
    lock_case(case)
    known = CrossBorderDecision.objects.filter(pk=decision_id, case=case).first()
    if known is not None:
        return known
    if CrossBorderDecision.objects.filter(case=case, agreed_on=None, decided_on=None).exists():
        raise DomainError(_("Settle the question that is open already"))
    codelist("police_force").validate(area, today())
    _in_the_past(asked_on)
    made = CrossBorderDecision.objects.create(
        pk=decision_id,
        case=case,
        why=why,
        area=area,
        service=service.strip(),
        asked_on=asked_on,
        by=actor.user,
    )
    open_deadline(CLOCK, case, started_on=asked_on, subject=made.pk)
    return made


def agree(
    row: CrossBorderDecision, *, actor: Any, agreed_on: date, agreed_with: str, manager: str, terms: str
) -> CrossBorderDecision:
    """Record what was agreed with the other area's service. Raises AlreadyDone if it was settled."""
    locked = _open(row, actor)
    if locked.escalated_on is not None:
        raise DomainError(_("The commissioner has been asked. Record the commissioner’s decision"))
    if not locked.asked_on <= agreed_on <= today():
        raise DomainError(_("Date must be on or after the day you asked, and not in the future"))
    locked.agreed_on, locked.agreed_with = agreed_on, agreed_with.strip()
    locked.manager, locked.terms = manager, terms.strip()
    return _settle(locked, agreed_on)


def escalate(
    row: CrossBorderDecision, *, actor: Any, escalated_on: date, escalated_to: str, question: str
) -> CrossBorderDecision:
    """Put the question to the commissioner, because it cannot be agreed (WM-5.2-04)."""
    locked = _open(row, actor)
    if locked.escalated_on is not None:
        raise AlreadyDone(_("The commissioner has been asked already. Nothing was changed."))
    if not locked.asked_on <= escalated_on <= today():
        raise DomainError(_("Date must be on or after the day you asked, and not in the future"))
    locked.escalated_on, locked.escalated_to = escalated_on, escalated_to.strip()
    locked.question = question.strip()
    locked.save()
    meet_deadline(CLOCK, locked.case, on=escalated_on, subject=locked.pk)
    open_deadline(CLOCK, locked.case, started_on=escalated_on, subject=locked.pk)
    return locked


def decide(
    row: CrossBorderDecision, *, actor: Any, decided_on: date, decided_by: str, manager: str, terms: str
) -> CrossBorderDecision:
    """Record what the commissioner decided. Raises DomainError where nobody put it to the commissioner."""
    locked = _open(row, actor)
    if locked.escalated_on is None:
        raise DomainError(_("Put it to the commissioner first"))
    if not locked.escalated_on <= decided_on <= today():
        raise DomainError(
            _("Date must be on or after the day it was put to the commissioner, and not in the future")
        )
    locked.decided_on, locked.decided_by = decided_on, decided_by.strip()
    locked.manager, locked.terms = manager, terms.strip()
    return _settle(locked, decided_on)


def keep_discussion(case: Case, *, actor: Any, **facts: Any) -> YouthTeamDiscussion:
    """Keep what was discussed with the manager of the youth justice team, and who supports (WM-5.4-02).

    ``facts`` are fields of YouthTeamDiscussion. One row a case; its history keeps what stood there before.
    """
    _allowed(actor)
    lock_case(case)
    _in_the_past(facts["discussed_on"])
    if (facts["offer"] == YouthTeamDiscussion.Offer.MADE) != (facts["offer_on"] is not None):
        raise DomainError(_("Enter the day the team made its offer"))
    row, _made = YouthTeamDiscussion.objects.update_or_create(case=case, defaults=facts | {"by": actor.user})
    return row


def _settle(row: CrossBorderDecision, on: date) -> CrossBorderDecision:
    row.save()
    meet_deadline(CLOCK, row.case, on=on, subject=row.pk)
    return row


def _open(row: CrossBorderDecision, actor: Any) -> CrossBorderDecision:
    _allowed(actor)
    lock_case(row.case)
    locked = CrossBorderDecision.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if not locked.is_open:
        raise AlreadyDone(_("Somebody else has settled this in the meantime. Nothing was changed."))
    return locked


def _in_the_past(day: date) -> None:
    if day > today():
        raise DomainError(_("The date must be today or in the past"))


def _allowed(actor: Any) -> None:
    if not actor.may(policies.REGISTER):
        raise NotAllowed(_("Only the RJ office settles who manages a case."))
