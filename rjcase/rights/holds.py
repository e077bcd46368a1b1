"""Legal holds: while one lasts, nothing of the case is destroyed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rjcase.access.actors import Actor
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, NotAllowed
from rjcase.rights.models import Hold
from rjcase.rights.policies import HOLD


def place_hold(case: Any, *, actor: Actor, reason: str, review_on: date | None = None) -> Hold:
    """Hold a case; a case that is held already keeps its hold. ``reason`` names nobody."""
    _check(actor)
    hold, _made = Hold.objects.get_or_create(
        case=case,
        released_on=None,
        defaults={"reason": reason, "by": actor.user, "review_on": review_on},
    )
    return hold


def release_hold(case: Any, *, actor: Actor, reason: str) -> None:
    """End the hold of a case. Raises AlreadyDone if there is none any more."""
    _check(actor)
    hold: Any = Hold.objects.select_for_update(of=("self",)).filter(case=case, released_on=None).first()
    if hold is None:
        raise AlreadyDone(_("Somebody else has ended this hold in the meantime."))
    hold.released_on, hold.released_reason, hold.released_by = today(), reason, actor.user
    hold.save()


def _check(actor: Actor) -> None:
    if not actor.may(HOLD):
        raise NotAllowed(_("Only a manager holds a case."))
