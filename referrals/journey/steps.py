"""The steps of the partner form, one page each, over the parts of a draft."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.forms.people import OffenderForm, VictimForm
from referrals.forms.referral import CircumstancesForm, OffenceForm, ReferrerForm, StartForm
from referrals.journey.further import Told
from referrals.models import Agency, DraftPart, GuestDraft, ReferralDraft
from rjcase.access.labels import label
from rjcase.designsystem.journeys import Answers, Journey, Step, StepForm
from rjcase.designsystem.words import lower_first
from rjcase.tenancy.models import Scheme

Kind = DraftPart.Kind
AnyDraft = ReferralDraft | GuestDraft
PEOPLE = {Kind.VICTIM.value: VictimForm, Kind.OFFENDER.value: OffenderForm}
# Pages about one person that are asked only where they apply, and whose part keeps them.
MORE = {"rights": Kind.VICTIM.value, "court": Kind.OFFENDER.value, "remedy": Kind.OFFENDER.value}
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
    """The place of a step's answers: "victim-2", "court-1". Raises KeyError for no such step."""
    name, _dash, number = key.partition("-")
    kind = MORE.get(name, name)
    if kind in PEOPLE and number.isdecimal() and int(number) >= 1:
        return Place(kind, int(number), name if name in MORE else "person")
    if key == "referrer":
        return Place(Kind.REFERRER, 1, "referrer")
    return Place(_PAGES[key][0], 1, key)


def build(
    draft: AnyDraft, scheme: Scheme, agencies: list[Agency], *, office: bool, asked: str = ""
) -> Journey:
    """The journey of a draft: its steps in order, each with what was typed on it so far.

    ``asked`` is the step that is being opened: one more victim or offender is a step from then on,
    and is kept once something is saved on it.
    """
    kept = {
        (part.kind, part.number, page): answers
        for part in draft.parts.order_by("kind", "number")
        for page, answers in part.answers.items()
    }
    address = partial(address_in, scheme, draft)

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
    steps += _further(kept, draft, [each.key for each in steps], step)
    return Journey(steps, address("draft"), address("check"))


def _further(
    kept: Mapping[tuple[str, int, str], Answers],
    draft: AnyDraft,
    keys: list[str],
    step: Callable[[str, Any, Callable[..., StepForm]], Step],
) -> Iterator[Step]:
    """The pages that apply to these answers, each of one person."""
    told = Told(kept, draft.agency)
    several = {kind: sum(key.startswith(f"{kind}-") for key in keys) > 1 for kind in PEOPLE}
    titles = {
        "rights": _("Rights of the %(person)s"),
        "court": _("Courts and probation: %(person)s"),
        "remedy": _("Out of court: %(person)s"),
    }
    place = dict.fromkeys(PEOPLE, 0)
    for key in keys:
        kind, _dash, number = key.partition("-")
        if kind not in PEOPLE:
            continue
        place[kind] += 1
        person = lower_first(label("harmed" if kind == Kind.VICTIM else "responsible"))
        words = {"person": f"{person} {place[kind]}" if several[kind] else person}
        for name, make in told.further(kind, int(number)):
            yield step(f"{name}-{number}", titles[name] % words, make)


def next_number(journey: Journey, kind: str) -> int:
    """The number of one more victim or offender."""
    numbers = [int(each.key.partition("-")[2]) for each in journey.steps if each.key.startswith(f"{kind}-")]
    return max(numbers) + 1


def address_in(scheme: Scheme, draft: AnyDraft, name: str, **more: str) -> str:
    if isinstance(draft, GuestDraft):  # the token of the browser says which it is
        return reverse(f"referrals:guest-{name}", kwargs={"scheme": scheme.slug, **more})
    return reverse(f"referrals:{name}", kwargs={"scheme": scheme.slug, "draft": draft.pk, **more})
