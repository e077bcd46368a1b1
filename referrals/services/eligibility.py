"""Deciding on paper: accept, decline, and a manager's decision where the criteria leave it open."""

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, StageChange
from cases.models.case import Face
from cases.services.perform import perform
from referrals.models import EligibilityCheck
from referrals.selectors import evaluate_case, latest_check
from referrals.services.criteria import default_criteria
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import DomainError, NotAllowed


def accept_referral(*, actor: Any, case: Case) -> StageChange:
    """Take a received case on as eligible, and keep the check with the criteria it was made against.

    Raises DomainError naming each reason against it that no manager has decided yet, AlreadyDone if
    the case has moved on.
    """
    change = perform("accept_referral", case, actor)
    evaluation = evaluate_case(case)
    if not evaluation.against:  # where there was something against it, the decision is already kept
        _keep(case, actor)
    return change


def decline_referral(*, actor: Any, case: Case, reason: str, note: str = "") -> StageChange:
    """Close a case that the service does not take forward, with a coded reason the referrer may read.

    ``reason`` is a code of the list ``decline_reason``; ``note`` stays with those who see both sides.
    What was due is set aside: nothing is owed to anybody yet.
    """
    codelist("decline_reason").validate(reason, today())
    if reason == "other" and not note.strip():
        raise DomainError(_("Enter the reason"))
    change = perform("decline_referral", case, actor, reason=reason, note=note, face=Face.NOT_TAKEN_FORWARD)
    _keep(case, actor, decision=EligibilityCheck.Decision.REFUSE, reason=note or reason)
    Deadline.objects.running().filter(case=case).update(
        waived_at=now(), waived_by=actor.user, waived_reason=_("The referral was not taken forward")
    )
    return change


def decide_eligibility(*, actor: Any, case: Case, decision: str, reason: str) -> EligibilityCheck:
    """Keep a manager's decision on a case that the criteria do not simply let in (NOMS-S-07).

    ``decision`` is "accept" (an exception, the rules that spoke against it kept beside it) or
    "refuse". Raises NotAllowed for anybody but a manager, DomainError without a reason.
    """
    if not actor.may("referrals.decide"):
        raise NotAllowed(_("Only a manager decides on exceptions."))
    if not reason.strip():
        raise DomainError(_("Enter the reason for the decision"))
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    newest = latest_check(case)
    findings = [finding.stored() for finding in evaluate_case(case).findings]
    if newest and (newest.decision, newest.reason, newest.findings) == (decision, reason, findings):
        return newest  # the same button pressed twice
    return _keep(case, actor, decision=EligibilityCheck.Decision(decision), reason=reason)


def _keep(case: Case, actor: Any, *, decision: str = "", reason: str = "") -> EligibilityCheck:
    evaluation = evaluate_case(case)
    return EligibilityCheck.objects.create(
        case=case,
        version=default_criteria(),
        result=evaluation.result,
        findings=[finding.stored() for finding in evaluation.findings],
        decision=decision,
        reason=reason,
        by=actor.user if actor else None,
        happened_on=today(),
    )
