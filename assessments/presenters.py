"""Findings turned into facts, words and colours for the pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import AgeRecord, NeedsAssessment, RiskAssessment, Suitability
from assessments.questions import CONSENT_FREE, QUESTIONS
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say
from rjcase.kernel.clock import local_date, today

LATE_AFTER = 5  # days a risk assessment may wait for approval before the queue shows it as late


def _rows(pairs: list[tuple[Any, Any]]) -> list[Row]:
    return [Row(key, value) for key, value in pairs if value not in ("", None, [])]


def suitability_rows(found: Suitability) -> list[Row]:
    """A decision on suitability, fact by fact."""
    return _rows(
        [
            (_("Decision"), found.get_decision_display()),
            (_("Date"), found.happened_on),
            (_("Decided by"), str(found.by)),
            (_("Reasons"), found.reasons),
            (
                _("Accepts responsibility for the harm"),
                found.get_responsibility_display() if found.responsibility else "",
            ),
            (_("In their own words"), found.own_words),
            (_("What they hope for"), found.wishes),
            (_("Why they want to take part"), found.motive),
            (_("What weighs against it"), found.concern_labels),
        ]
    )


def needs_rows(found: NeedsAssessment) -> list[Row]:
    """A needs assessment, fact by fact."""
    return _rows(
        [
            (_("Needs"), _("Yes") if found.has_needs else _("Asked, and there are none")),
            (_("Getting there and using the building"), found.access),
            (_("Language and communication"), found.communication),
            (_("Support"), found.support),
            (_("What will be done"), found.plan),
            (_("Asked on"), found.happened_on),
            (_("Recorded by"), str(found.by)),
        ]
    )


def age_rows(found: AgeRecord) -> list[Row]:
    """What was found out about age, fact by fact."""
    return _rows(
        [
            (_("What was found out"), found.get_finding_display()),
            (_("Parent or guardian"), found.guardian),
            (_("Relationship"), found.relationship),
            (_("How we know"), found.note),
            (_("Date"), found.happened_on),
            (_("Recorded by"), str(found.by)),
        ]
    )


@dataclass(frozen=True)
class Answer:
    """One question as it was answered; ``before`` is what the last version said, where it differs."""

    question: str
    said: str
    is_risk: bool
    before: str = ""
    is_changed: bool = False


def answers_of(found: RiskAssessment, before: RiskAssessment | None = None) -> list[Answer]:
    """Every question of an assessment with its answer, compared with the version before it."""
    now_said, then_said = _said(found), _said(before) if before else {}
    return [
        Answer(
            question=question,
            said=said,
            is_risk=is_risk,
            before=then_said[question][0] if question in then_said else "",
            is_changed=before is not None and then_said.get(question, ("", False))[0] != said,
        )
        for question, (said, is_risk) in now_said.items()
    ]


def _said(found: RiskAssessment) -> dict[str, tuple[str, bool]]:
    """Question to (answer in words, whether it tells of a risk), in the order of the form."""
    said = {str(CONSENT_FREE): (say(found.is_consent_free), found.is_consent_free is False)}
    for question in QUESTIONS:
        answer = found.answer(question.code)
        if answer:
            said[str(question.text)] = (_answer_words(answer), answer.get("answer") == question.risky)
    level = found.get_level_display() if found.level else ""
    said[_("Overall risk")] = (say(level), found.level == RiskAssessment.Level.HIGH)
    said[_("Reasons for the overall risk")] = (say(found.level_reasons), False)
    return said


def _answer_words(answer: dict[str, str]) -> str:
    words = _("Yes") if answer.get("answer") == "yes" else _("No")
    if answer.get("likelihood"):
        level = RiskAssessment.Level(answer["likelihood"]).label
        words += ". " + _("Likelihood: %(level)s") % {"level": str(level).lower()}
    if answer.get("how"):
        words += ". " + _("Managed: %(how)s") % {"how": answer["how"]}
    return words


def decision_rows(found: RiskAssessment) -> list[Row]:
    """Where a version stands, and who decided."""
    return _rows(
        [
            (_("Version"), str(found.version)),
            (_("State"), found.get_state_display()),
            (_("Date of the assessment"), found.assessed_on),
            (_("Written by"), str(found.author)),
            (_("Sent for approval"), found.submitted_at),
            (_("Decided by"), str(found.decided_by) if found.decided_by else ""),
            (_("Decided on"), found.decided_at),
            (_("Note"), found.decision_note),
            (_("Outside supervisor"), ", ".join(filter(None, (found.outside_name, found.outside_role)))),
            (_("Date of their decision"), found.outside_on),
        ]
    )


def waiting_days(found: RiskAssessment, on: date | None = None) -> int:
    """How many days an assessment has waited for a decision; 0 before it was sent."""
    return ((on or today()) - local_date(found.submitted_at)).days if found.submitted_at else 0


def waiting_words(days: int) -> str:
    """The same in words."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("Today")
