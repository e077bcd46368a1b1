"""A withdrawal on one side: a neutral word to the workers of the other."""

from typing import Any

from agreements.models import PauseNotice
from cases.models import Case, Consent
from cases.models.case import Side
from rjcase.access.actors import Actor

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
    case = Case.objects.get(pk=row.file.case_id)
    if case.closed_on is None:
        found = PauseNotice.objects.filter(case=case, side=side, happened_on=row.happened_on)
        if not found.exists():
            PauseNotice.objects.create(case=case, side=side, happened_on=row.happened_on)
