"""What people type on the way, as the names of the boxes ask for it."""

from datetime import date
from typing import Any

from assessments.questions import questions_for
from tests.journeys.hand import Answers
from tests.referrals.typed import CIRCUMSTANCES, OFFENCE, OFFENDER, REFERRER, START, VICTIM

__all__ = ["REFERRAL"]

REFERRAL: dict[str, Answers] = {
    "referrer": REFERRER,
    "offence": OFFENCE,
    "victim-1": VICTIM,
    "offender-1": OFFENDER,
    "circumstances": CIRCUMSTANCES,
    "start": START,
}


def day(name: str, on: date) -> dict[str, Any]:
    """A date in its three boxes."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def moment(name: str, on: date, time: str) -> dict[str, Any]:
    """A date and a time in their four boxes."""
    return day(name, on) | {f"{name}-time": time}


def contact(on: date, time: str, method: str) -> dict[str, Any]:
    """A call or a visit that reached them."""
    said: dict[str, Any] = {
        "method": method,
        "result": "reached",
        "note": "Listened, and told them what is on offer.",
    }
    return moment("happened_at", on, time) | said


def consent(purpose: str, form: str, on: date) -> dict[str, Any]:
    """A yes."""
    said: dict[str, Any] = {"purpose": purpose, "decision": "given", "form": form, "is_free": "yes"}
    if form == "written":
        said |= {"reference": "Cabinet 2, drawer 4"}
    return said | day("happened_on", on) | day("explained_on", on)


def suitability(side: str, on: date) -> dict[str, Any]:
    """Suitable; the offender accepts what they did."""
    own: dict[str, Any] = {"responsibility": "yes", "own_words": "I did it."} if side == "responsible" else {}
    return own | {"decision": "suitable", "reasons": "Clear about what it is."} | day("happened_on", on)


def risk(role: str, on: date) -> dict[str, Any]:
    """No risk that is not managed."""
    safe: dict[str, Any] = {each.code: "no" if each.risky == "yes" else "yes" for each in questions_for(role)}
    summary: dict[str, Any] = {
        "is_consent_free": "yes",
        "level": "low",
        "level_reasons": "Calm and prepared.",
    }
    return safe | summary | day("assessed_on", on)


def write_up() -> dict[str, Any]:
    """A finished write-up that says an agreement was reached."""
    return {
        "setting": "community",
        "background": "A burglary at night.",
        "dynamics": "Silence, then the apology.",
        "lessons": "Longer breaks.",
        "outcome": "agreement",
        "sign": "on",
    }
