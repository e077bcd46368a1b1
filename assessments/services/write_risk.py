"""Writing a party's risk assessment: drafts, new versions, and sending one for approval."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import RiskAssessment
from assessments.questions import questions_for, unanswered
from assessments.selectors import live_risk
from assessments.services.decide_risk import approver_of
from assessments.services.findings import lock_party_file
from assessments.services.reopen import reopen_if_broken
from cases.models import File
from rjcase.access.actors import Actor
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import AlreadyDone, DomainError

State = RiskAssessment.State
_CONTENT = ("assessed_on", "is_consent_free", "answers", "level", "level_reasons")


def fingerprint(assessment: RiskAssessment | None) -> str:
    """A digest of what an assessment says; a form carries it to tell whether somebody else wrote since."""
    if assessment is None:
        return ""
    said = [str(assessment.version), assessment.state, *(getattr(assessment, name) for name in _CONTENT)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:32]


def save_risk(
    file: File,
    actor: Actor,
    *,
    answers: dict[str, Any],
    is_consent_free: bool | None = None,
    level: str = "",
    level_reasons: str = "",
    assessed_on: date | None = None,
    seen: str | None = None,
) -> RiskAssessment:
    """Save the draft of a party's risk assessment; after a decision this begins a new version.

    A new version takes the place of an approved one at once, so a new risk re-opens a case that
    was ready. ``seen`` is the fingerprint of what the writer started from: AlreadyDone if somebody
    changed it since, or has sent it for approval.
    """
    locked = lock_party_file(file)
    newest = live_risk(locked)
    role = locked.party.role if locked.party else ""
    content: dict[str, Any] = {
        "assessed_on": assessed_on or today(),
        "is_consent_free": is_consent_free,
        "answers": {q.code: answers[q.code] for q in questions_for(role) if answers.get(q.code)},
        "level": level,
        "level_reasons": level_reasons.strip(),
    }
    if newest is not None and all(getattr(newest, name) == value for name, value in content.items()):
        if newest.state != State.RETURNED:
            return newest  # the same again: a double click, or nothing changed
    elif seen is not None and seen != fingerprint(newest):
        raise AlreadyDone(
            _("Somebody else changed this risk assessment while you were writing. Nothing was saved.")
        )
    if newest is not None and newest.state == State.SUBMITTED:
        raise AlreadyDone(_("This risk assessment waits for approval and cannot be changed now."))
    draft = _write(locked, newest, actor, content)
    reopen_if_broken(locked, actor, _("Risk assessment changed"))
    return draft


def _write(
    file: File, newest: RiskAssessment | None, actor: Actor, content: dict[str, Any]
) -> RiskAssessment:
    if newest is not None and newest.state == State.DRAFT:
        for name, value in content.items():
            setattr(newest, name, value)
        newest.save(update_fields=list(content))
        return newest
    version = newest.version + 1 if newest else 1
    return RiskAssessment.objects.create(
        file=file, version=version, author=actor.user, writers=[actor.pk], **content
    )


def send_risk(file: File, actor: Actor, **content: Any) -> RiskAssessment:
    """Save the draft and send it for approval: both or neither."""
    with transaction.atomic():
        return submit_risk(save_risk(file, actor, **content), actor)


def submit_risk(assessment: RiskAssessment, actor: Actor) -> RiskAssessment:
    """Send a draft for approval. Raises DomainError for what is unanswered, AlreadyDone if it was decided."""
    file = lock_party_file(assessment.file)
    found = RiskAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk, file=file)
    if found.state == State.SUBMITTED:
        return found
    if found.state != State.DRAFT:
        raise AlreadyDone(_("This risk assessment has been decided on in the meantime."))
    role = file.party.role if file.party else ""
    if next(iter(unanswered(role, found.answers)), None) or found.is_consent_free is None:
        raise DomainError(_("Answer every question, and say how each risk will be managed"))
    if not (found.level and found.level_reasons):
        raise DomainError(_("Select the overall risk and enter the reasons"))
    found.state, found.submitted_at = State.SUBMITTED, now()
    found.save(update_fields=["state", "submitted_at"])
    open_deadline("risk_approval", file.case, file=file, subject=found.pk, owner=approver_of(found))
    return found
