"""A withdrawal on one side: a neutral word to the workers of the other."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.models import PauseNotice
from cases.links import case_url
from cases.models import Allocation, Case, Consent
from cases.models.case import Side
from rjcase.access.actors import Actor
from rjcase.notifications.services import notify

_OTHER = {Side.HARMED: Side.RESPONSIBLE, Side.RESPONSIBLE: Side.HARMED}
_MATTERS = frozenset({Consent.Purpose.TAKE_PART, Consent.Purpose.EXPLORE})


def on_consent_withdrawn(row: Any, actor: Actor) -> None:
    """Tell the workers of the other side to pause, without who or why.

    Nothing while the case is closed: then they are told that it did not go ahead. One notice a day
    is enough, however many consents a person withdraws at once.
    """
    side = _OTHER.get(row.file.side)
    if side is None or row.purpose not in _MATTERS:
        return
    case = Case.objects.select_related("scheme").get(pk=row.file.case_id)
    if case.closed_on is None:
        found = PauseNotice.objects.filter(case=case, side=side, happened_on=row.happened_on)
        if not found.exists():
            notice = PauseNotice.objects.create(case=case, side=side, happened_on=row.happened_on)
            _tell_workers(notice, case, actor)


def _tell_workers(notice: PauseNotice, case: Case, actor: Actor) -> None:
    """Write to whoever works that side; not to the one who recorded it, who knows."""
    working = Allocation.objects.filter(
        case=case, state=Allocation.State.ACCEPTED, sides__in=(notice.side, Allocation.Sides.BOTH)
    ).exclude(user_id=actor.pk)
    notify(
        subject=notice.pk,
        recipients=working.values_list("user_id", flat=True),
        case=case,
        title=_("%(case)s: pause, and ask the lead facilitator") % {"case": case.reference},
        body=_("Before the next step in case %(case)s, ask the lead facilitator.\n\n%(link)s")
        % {"case": case.reference, "link": settings.BASE_URL + case_url("cases:case", case)},
        on=notice.happened_on,
    )
