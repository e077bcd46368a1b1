"""The five yes/no questions about an offender and what follows from them (WTE-2B-01, WTE-2B-02)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

QUESTIONS: tuple[tuple[str, Any], ...] = (
    ("denies", _("Do they deny that they were involved?")),
    ("revictimise", _("Do they hold attitudes that could harm the victim again?")),
    ("mental_health", _("Is their mental health a reason against it?")),
    ("substances", _("Is their use of alcohol or drugs a reason against it?")),
    ("resistant", _("Are they too resistant?")),
)
# What an unanswered question says, each in words of its own.
UNANSWERED = {
    "denies": _("Select whether they deny that they were involved"),
    "revictimise": _("Select whether they hold attitudes that could harm the victim again"),
    "mental_health": _("Select whether their mental health is a reason against it"),
    "substances": _("Select whether their use of alcohol or drugs is a reason against it"),
    "resistant": _("Select whether they are too resistant"),
}
SUITABLE, DISCUSS = "suitable", "discuss"
RESULTS = {
    SUITABLE: _("Eligible and suitable: all five answers are no"),
    DISCUSS: _("To be discussed: an answer is yes"),
}


def any_yes(answers: Mapping[str, Any]) -> bool | None:
    """Whether one of the five is a yes; None as long as none is and one has not been answered."""
    given = [(answers.get(name) or {}).get("answer", "") for name, _question in QUESTIONS]
    if "yes" in given:
        return True
    return False if all(answer == "no" for answer in given) else None


def result_of(answers: Mapping[str, Any]) -> str:
    """``suitable``, ``discuss``, or "" while it cannot be said."""
    found = any_yes(answers)
    return "" if found is None else DISCUSS if found else SUITABLE
