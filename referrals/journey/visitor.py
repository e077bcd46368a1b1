"""The self-referral as a journey: its pages, and what is sent at the end."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.criteria.facts import OFFENDER, VICTIM
from referrals.forms import visitor as ask
from referrals.forms.fields import WAYS
from referrals.models import Referral, VisitorDraft, VisitorPart
from rjcase.designsystem.journeys import Journey, Step, StepForm
from rjcase.kernel.clock import today
from rjcase.tenancy.models import Scheme

Kind = VisitorPart.Kind
# Which part keeps the answers of a page: what names the other person never stands with one's own.
PARTS = {"other": Kind.OTHER, "happened": Kind.PAPERS, "when": Kind.PAPERS, "police": Kind.PAPERS}
_ROLES = {ask.HARMED: VICTIM, ask.RESPONSIBLE: OFFENDER}
_OPPOSITE = {ask.HARMED: ask.RESPONSIBLE, ask.RESPONSIBLE: ask.HARMED}


def part_of(key: str) -> str:
    """The part that keeps the answers of a page."""
    return str(PARTS.get(key, Kind.SELF))


def build(draft: VisitorDraft, scheme: Scheme) -> Journey:
    """The pages in order, each with what was typed so far; only those that this visitor is asked."""
    kept = {
        page: answers
        for part in VisitorPart.objects.filter(draft=draft)
        for page, answers in part.answers.items()
    }
    who = (kept.get("who", {}).get("who") or [""])[0]
    ways = set(kept.get("safe", {}).get("ways", []))

    def step(key: str, title: str, make: Callable[..., StepForm]) -> Step:
        address = reverse("referrals:self-step", kwargs={"scheme": scheme.slug, "step": key})
        return Step(key, title, address, make, kept.get(key))

    steps = [
        step("who", _("You"), ask.WhoForm),
        step("safe", _("Safe ways of contact"), ask.SafeForm),
    ]
    if ways - {""}:
        steps.append(step("reach", _("How to reach you"), partial(ask.ReachForm, ways=ways)))
    steps += [
        step("careful", _("Being careful"), ask.CarefulForm),
        step("name", _("Your name"), ask.NameForm),
        step("birth", _("Your date of birth"), ask.BirthForm),
    ]
    if who == ask.RESPONSIBLE:
        steps += [
            step("responsible", _("Responsibility"), ask.ResponsibleForm),
            step("custody", _("Where you are"), ask.CustodyForm),
        ]
    steps += [
        step("happened", _("What happened"), ask.HappenedForm),
        step("when", _("When it happened"), ask.WhenForm),
        step("police", _("The police"), ask.PoliceForm),
        step("other", _("The other person"), ask.OtherForm),
        step("help", _("What would help you"), ask.HelpForm),
        step("heard", _("How you heard of us"), ask.HeardForm),
    ]
    start, check = (
        reverse(f"referrals:{name}", kwargs={"scheme": scheme.slug}) for name in ("self-safety", "self-check")
    )
    return Journey(steps, start, check)


def payload_of(journey: Journey) -> dict[str, Any]:
    """What is sent. Every page must be complete.

    Sending it is the person's own agreement to be contacted; the paper check and the rest of the
    details are the office's, so the referral is a partial one (WM-5.6-06).
    """
    answers: dict[str, Any] = {}
    for step in journey.steps:
        answers |= {f"{step.key}.{name}": value for name, value in step.checked.cleaned_data.items()}
    side = answers["who.who"]
    return {
        "channel": Referral.Channel.SELF,
        "source": "self_victim" if side == ask.HARMED else "self_offender",
        "kind": _ROLES[side],
        "started_by": side,
        "happened_on": today(),
        "is_custody": answers.get("custody.custody") == "yes",
        "heard_of_us": answers["heard.heard_of_us"],
        "offences": [{"happened_on": answers["when.happened_on"]}] if answers["when.happened_on"] else [],
        "papers": _papers(answers),
        "parties": [_oneself(side, answers), *_other(side, answers)],
    }


def _papers(answers: dict[str, Any]) -> list[dict[str, str]]:
    known = {"yes": _("The police know about it"), "no": _("The police do not know about it")}
    texts = (
        ("circumstances", answers["happened.happened"]),
        ("crime_number", answers["police.crime_number"]),
        ("other", known.get(answers["police.reported"], "")),
    )
    return [{"kind": kind, "text": str(text)} for kind, text in texts if text]


def _oneself(side: str, answers: dict[str, Any]) -> dict[str, Any]:
    ways = set(answers["safe.ways"])
    return {
        "role": _ROLES[side],
        "side": side,
        "identity": {
            "given_names": answers["name.given_names"],
            "family_name": answers["name.family_name"],
            "date_of_birth": answers["birth.date_of_birth"],
            "needs": answers["help.needs"],
        },
        "contact": {
            "phone": answers.get("reach.phone", ""),
            "email": answers.get("reach.email", ""),
            "address": answers.get("reach.address", ""),
            "postcode": answers.get("reach.postcode", ""),
            "notes": answers["careful.notes"],
            **{way: way in ways for way in WAYS},
        },
        "referred": {
            "consent": "yes",
            "responsibility": answers.get("responsible.responsibility", ""),
            "custody_place": answers.get("custody.custody_place", ""),
        },
        "consent": {"decision": "given", "form": "recorded", "happened_on": today()},
    }


def _other(side: str, answers: dict[str, Any]) -> list[dict[str, Any]]:
    if answers["other.known"] != "yes":
        return []
    other = _OPPOSITE[side]
    identity = {name: answers[f"other.{name}"] for name in ("given_names", "family_name")}
    return [{"role": _ROLES[other], "side": other, "identity": identity, "referred": {"consent": "unknown"}}]
