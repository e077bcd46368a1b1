"""The steps of the spine: a facilitator takes the case on, and begins to prepare it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url_or_none
from cases.models import Allocation, Consent, Contact
from cases.models.case import Side, Stage
from cases.policies import MOVE_CASE
from cases.selectors import accepted_allocations, allocations_of, party_files
from rjcase.workflow import Gate, Missing, Situation, Step


def both_sides_taken_on(situation: Situation) -> Iterable[Missing]:
    """Somebody has accepted each side of the case."""
    held = {row.sides for row in accepted_allocations(situation.case)}
    both = Allocation.Sides.BOTH in held
    if both or {Allocation.Sides.HARMED, Allocation.Sides.RESPONSIBLE} <= held:
        return
    waiting = any(row.state == Allocation.State.OFFERED for row in allocations_of(situation.case))
    url = case_url_or_none("cases:offer", situation.case)
    if waiting:
        yield Missing(_("A facilitator answers the offer of this case"), url)
    elif held:
        yield Missing(_("A facilitator takes on the other side"), url)
    else:
        yield Missing(_("Offer the case to a facilitator"), url)


def first_work_done(situation: Situation) -> Iterable[Missing]:
    """An allocated facilitator has logged a contact or a consent."""
    if situation.facts.get("first_work"):
        return
    workers = [row.user_id for row in accepted_allocations(situation.case)]
    theirs = {"file__case": situation.case, "by_id__in": workers}
    if not Contact.objects.filter(**theirs).exists() and not Consent.objects.filter(**theirs).exists():
        # Whoever started the case is approached first.
        first = Side.RESPONSIBLE if situation.case.started_by == Side.RESPONSIBLE else Side.HARMED
        files = party_files(situation.case, first)
        url = case_url_or_none("cases:log_contact", situation.case, file=files[0]) if files else ""
        yield Missing(_("The facilitator logs a first contact or a consent"), url)


ALLOCATE = Step(
    name="allocate",
    label=gettext_lazy("Allocate the case"),
    sources=frozenset({Stage.ELIGIBLE}),
    target=Stage.ALLOCATED,
    permission=MOVE_CASE,
    gates=(Gate("facilitator_accepted", gettext_lazy("A facilitator has accepted"), both_sides_taken_on),),
    order=20,
)
BEGIN_PREPARATION = Step(
    name="begin_preparation",
    label=gettext_lazy("Begin preparation"),
    sources=frozenset({Stage.ALLOCATED}),
    target=Stage.PREPARING,
    permission=MOVE_CASE,
    gates=(Gate("first_work", gettext_lazy("First contact"), first_work_done),),
    order=30,
)
STEPS = (ALLOCATE, BEGIN_PREPARATION)
