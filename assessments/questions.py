"""The questions of a risk assessment: one list, asked by the form, compared and shown by the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Party

Role = Party.Role
YES, NO = "yes", "no"
_SUPPORTERS = frozenset({Role.VICTIM_SUPPORTER, Role.OFFENDER_SUPPORTER})
_EVERYONE = frozenset(Role)

# Asked of everyone, kept in a column of its own: "no" closes a gate nobody can pass (WM-5.5-08).
CONSENT_FREE = _("Is their consent willing, informed and free of pressure?")


@dataclass(frozen=True)
class Question:
    """One row of the checklist: an issue, whether it is a risk, how likely, how it is managed.

    ``risky`` is the answer that tells of a risk: for some questions "no" does (WTE-5B-01).
    """

    code: str
    text: str | Promise
    roles: frozenset[Any]
    risky: str = YES
    requirement: str = ""


QUESTIONS = (
    Question("hard", _("Does anything make taking part hard for them?"), _EVERYONE, YES, "WTE-5B-06"),
    Question(
        "responsibility",
        _("Do they accept responsibility for at least some of the harm?"),
        frozenset({Role.OFFENDER}),
        NO,
        "WTE-5B-07",
    ),
    Question("self", _("Could they harm themself?"), _EVERYONE, YES, "WTE-5.4-02"),
    Question(
        "to_victim",
        _("Is there a reason why they could be a risk to the person harmed?"),
        frozenset({Role.OFFENDER}),
        YES,
        "WTE-5B-08",
    ),
    Question(
        "to_offender",
        _("Is there a reason why they could be a risk to the person who caused the harm?"),
        frozenset({Role.VICTIM}),
        YES,
        "WTE-5B-13",
    ),
    Question(
        "to_participants",
        _("Could they do something that harms other people taking part?"),
        _EVERYONE,
        YES,
        "WTE-5B-10",
    ),
    Question("to_staff", _("Could they be a risk to staff?"), _EVERYONE, YES, "WTE-5.1-01"),
    Question("to_process", _("Could they do something that harms the process?"), _EVERYONE, YES, "WTE-5B-09"),
    Question(
        "supported",
        _("Will they be supported?"),
        frozenset({Role.VICTIM, Role.OFFENDER}),
        NO,
        "WTE-5B-11",
    ),
    Question(
        "expectations",
        _("Are their expectations reasonable?"),
        frozenset({Role.VICTIM, *_SUPPORTERS}),
        NO,
        "WTE-5B-17",
    ),
)


def questions_for(role: str) -> list[Question]:
    """The questions asked about a party with this role, in order."""
    return [question for question in QUESTIONS if role in question.roles]


def unanswered(role: str, answers: dict[str, Any]) -> Iterable[Question]:
    """The questions without an answer, or with a risk that nobody said how to manage."""
    return (question for question in questions_for(role) if not _is_complete(question, answers))


def _is_complete(question: Question, answers: dict[str, Any]) -> bool:
    given = answers.get(question.code, {})
    if given.get("answer") == question.risky:
        return bool(given.get("likelihood") and given.get("how"))
    return given.get("answer") in (YES, NO)
