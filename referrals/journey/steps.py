"""The steps of the partner form, one page each, over the parts of a draft."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.forms.people import OffenderForm, VictimForm
from referrals.forms.referral import CircumstancesForm, OffenceForm, ReferrerForm, StartForm
from referrals.models import Agency, DraftPart, ReferralDraft
from rjcase.access.labels import label
from rjcase.designsystem.journeys import Journey, Step, StepForm
from rjcase.tenancy.models import Scheme

Kind = DraftPart.Kind
PEOPLE = {Kind.VICTIM.value: VictimForm, Kind.OFFENDER.value: OffenderForm}
# The pages that ask about no one person: name, the part that keeps them, title, form.
_PAGES: dict[str, tuple[str, Any, Callable[..., StepForm]]] = {
    "offence": (Kind.PAPERS, gettext_lazy("The offence"), OffenceForm),
    "circumstances": (Kind.PAPERS, gettext_lazy("What happened"), CircumstancesForm),
    "start": (Kind.PAPERS, gettext_lazy("How it started"), StartForm),
}


@dataclass(frozen=True)
class Place:
    """Where a page's answers are kept: the part (kind and number) and the page's name within it."""

    kind: str
    number: int
    page: str


def place_of(key: str) -> Place:
    """The place of a step's answers: "victim-2", "offence". Raises KeyError for no such step."""
    name, _dash, number = key.partition("-")
    if name in PEOPLE and number.isdecimal() and int(number) >= 1:
        return Place(name, int(number), "person")
    if key == "referrer":
        return Place(Kind.REFERRER, 1, "referrer")
    return Place(_PAGES[key][0], 1, key)


def build(
    draft: ReferralDraft, scheme: Scheme, agencies: list[Agency], *, office: bool, asked: str = ""
) -> Journey:
    """The journey of a draft: its steps in order, each with what was typed on it so far.

    ``asked`` is the step that is being opened: one more victim or offender is a step from then on,
    and is kept once something is saved on it.
    """
    kept = {
        (part.kind, part.number, page): answers
        for part in DraftPart.objects.filter(draft=draft).order_by("kind", "number")
        for page, answers in part.answers.items()
    }
    address = partial(_address, scheme, draft)

    def step(key: str, title: Any, make: Callable[..., StepForm], remove: str = "") -> Step:
        place = place_of(key)
        answers = kept.get((place.kind, place.number, place.page))
        return Step(key, title, address("step", step=key), make, answers, remove)

    def people(kind: str, title: str) -> list[Step]:
        known = {number for found, number, _page in kept if found == kind} or {1}
        if asked == f"{kind}-{max(known) + 1}":
            known.add(max(known) + 1)
        numbers = sorted(known)
        several = len(numbers) > 1
        return [
            step(
                f"{kind}-{number}",
                f"{title} {place}" if several else title,
                PEOPLE[kind],
                address("remove", step=f"{kind}-{number}") if several else "",
            )
            for place, number in enumerate(numbers, 1)
        ]

    steps = [
        step("referrer", _("Who refers"), partial(ReferrerForm, agencies=agencies, office=office)),
        step("offence", _PAGES["offence"][1], OffenceForm),
        *people(Kind.VICTIM, label("harmed")),
        *people(Kind.OFFENDER, label("responsible")),
        step("circumstances", _PAGES["circumstances"][1], CircumstancesForm),
        step("start", _PAGES["start"][1], StartForm),
    ]
    return Journey(steps, address("draft"), address("check"))


def next_number(journey: Journey, kind: str) -> int:
    """The number of one more victim or offender."""
    numbers = [int(each.key.partition("-")[2]) for each in journey.steps if each.key.startswith(f"{kind}-")]
    return max(numbers) + 1


def _address(scheme: Scheme, draft: ReferralDraft, name: str, **more: str) -> str:
    return reverse(f"referrals:{name}", kwargs={"scheme": scheme.slug, "draft": draft.pk, **more})
