"""What preparation adds to the case page and to the queues of the office."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import NeedsAssessment, Suitability
from assessments.policies import CONFIRM_READY, DECIDE
from assessments.presenters import LATE_AFTER, waiting_days
from assessments.selectors import findings, newest, participants, risks, waiting_for_approval
from cases.desk import Queue, Row
from cases.links import case_url
from cases.models import Case, File, Party
from cases.models.case import Stage
from cases.panels import Panel
from cases.selectors import case_files, exact_progress
from cases.waiting import AT_MOST, Waiting
from rjcase.kernel.clock import local_date

_SHOWN = 20  # rows of a queue that are shown at once
_FROM = (Stage.ALLOCATED, Stage.PREPARING, Stage.READY)


def party_context(file: File, actor: Any) -> dict[str, Any] | None:
    """Suitability, risk and needs of one party, in a word each with where to go."""
    if file.kind != File.Kind.PARTY or (file.party and file.party.role == Party.Role.PROFESSIONAL):
        return None
    files = tuple(case_files(file.case))
    suitability = newest(findings(Suitability, files)).get(file.pk)
    needs = newest(findings(NeedsAssessment, files)).get(file.pk)
    risk = newest(risks(files)).get(file.pk)
    return {
        "takes_part": file.party in participants(file.case),
        "suitability": suitability.get_decision_display() if suitability else _("Not yet decided"),
        "risk_state": risk.state if risk else "not_started",
        "risk_level": risk.get_level_display() if risk and risk.level else "",
        "pressure": risk is not None and risk.is_consent_free is False,
        "needs": _needs_words(needs),
        "suitability_url": case_url("assessments:suitability", file.case, file=file),
        "risk_url": case_url("assessments:risk", file.case, file=file),
        "needs_url": case_url("assessments:needs", file.case, file=file),
    }


def _needs_words(needs: NeedsAssessment | None) -> str:
    if needs is None:
        return _("Not yet asked")
    return _("Has needs") if needs.has_needs else _("None")


def together_context(case: Case, actor: Any) -> dict[str, Any] | None:
    """Who is to take part, while that is being prepared; for those who may see both sides."""
    progress = exact_progress(case)
    if progress is None or progress.stage not in _FROM:
        return None
    return {
        "parties": [str(party) for party in participants(case)],
        "url": case_url("assessments:participants", case) if actor.may(CONFIRM_READY) else "",
    }


def approvals(actor: Any) -> tuple[int, list[Row]]:
    """How many risk assessments wait for a decision, and the oldest of them."""
    waiting = waiting_for_approval()
    rows = [
        Row(
            text=_("%(reference)s, %(party)s: risk assessment")
            % {"reference": found.file.case.reference, "party": found.file.party},
            url=case_url("assessments:decide", found.file.case, file=found.file, assessment=found),
            since=local_date(found.submitted_at) if found.submitted_at else None,
            action=_("Decide"),
            side=found.file.side,
            is_late=waiting_days(found) > LATE_AFTER,
        )
        for found in waiting.select_related("file__case__scheme")[:_SHOWN]
    ]
    return waiting.count(), rows


def sent_for_approval(actor: Any) -> Iterator[Waiting]:
    """Risk assessments the actor wrote that a manager has not decided on."""
    rows = waiting_for_approval().filter(author_id=actor.pk)
    for found in rows.select_related("file__party", "file__case__scheme")[:AT_MOST]:
        yield Waiting(
            text=_("%(case)s: risk assessment") % {"case": found.file.case.reference},
            url=case_url("assessments:risk_version", found.file.case, file=found.file, assessment=found),
            who=_("a manager, to approve"),
            since=local_date(found.submitted_at or found.recorded_at),
            side=found.file.side,
        )


PANELS = (
    Panel("assessments.party", 20, "party", "assessments/_party.html", party_context),
    Panel("assessments.together", 10, "together", "assessments/_together.html", together_context),
)
APPROVALS = Queue(
    "approvals",
    gettext_lazy("Risk assessments to approve"),
    30,
    approvals,
    "assessments:approvals",
    DECIDE,
)
