"""What became of an item."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import AgreementItem, ItemProgress
from agreements.selectors.owed import ITEM
from agreements.services.agree import open_item_clock
from rjcase.access.actors import Actor
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import meet_deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

State = ItemProgress.State


def record_progress(
    item: AgreementItem,
    *,
    actor: Actor,
    state: str,
    settled_on: date | None = None,
    reason: str = "",
    evidence: str = "",
) -> ItemProgress:
    """Record that an item was done or not done, or correct what was recorded.

    The date is the day it happened. "Not done" needs a reason, and so does every correction; neither
    is ever a breach (MOJ-A-11). The same answer sent twice changes nothing. Raises AlreadyDone if a
    later version changed the item.
    """
    progress = _locked(item)
    if state not in (State.OPEN, State.DONE, State.NOT_DONE):
        raise DomainError(_("Select what became of the item"))
    day = None if state == State.OPEN else settled_on
    values: dict[str, Any] = {"state": state, "settled_on": day, "reason": reason, "evidence": evidence}
    if all(getattr(progress, name) == value for name, value in values.items()):
        return progress
    _check(progress, state, day, reason)
    was_settled = progress.is_settled
    for name, value in values.items():
        setattr(progress, name, value)
    progress.by, progress.recorded_at = actor.user, now()
    progress.signed_off_by = progress.signed_off_at = None  # what was signed off is not what stands now
    progress.save()
    _move_clock(progress, was_settled)
    return progress


def sign_off_item(item: AgreementItem, *, actor: Actor) -> ItemProgress:
    """The office has checked that a settled item is as recorded (WTE-7E-02). Twice is harmless."""
    if not actor.may("agreements.sign_off"):
        raise NotAllowed(_("You may not do this."))
    progress = _locked(item)
    if not progress.is_settled:
        raise DomainError(_("This item is still open."))
    if progress.signed_off_at is None:
        progress.signed_off_by, progress.signed_off_at = actor.user, now()
        progress.save(update_fields=["signed_off_by", "signed_off_at"])
    return progress


def _locked(item: AgreementItem) -> ItemProgress:
    progress = ItemProgress.objects.select_for_update(of=("self",)).filter(item=item).first()
    if progress is None:
        raise DomainError(_("This item is a statement, or its agreement is still a draft."))
    if progress.state == State.CHANGED:
        raise AlreadyDone(_("A later version of the agreement has changed this item."))
    return progress


def _check(progress: ItemProgress, state: str, day: date | None, reason: str) -> None:
    if state != State.OPEN:
        agreed_on = progress.item.agreement.agreed_on
        if day is None:
            raise DomainError(_("Enter the date"))
        if day > today():
            raise DomainError(_("The date must be today or in the past"))
        if agreed_on and day < agreed_on:
            raise DomainError(_("The date must be on or after the day of the agreement"))
    if not reason.strip() and (state == State.NOT_DONE or progress.is_settled):
        raise DomainError(_("Enter the reason"))


def _move_clock(progress: ItemProgress, was_settled: bool) -> None:
    """The item's deadline follows what is recorded; a corrected date corrects the clock too."""
    item, case = progress.item, progress.file.case
    if not progress.is_settled:
        open_item_clock(item.agreement, item, case, progress.file)
    elif not meet_deadline(ITEM, case, on=progress.settled_on, subject=item.pk) and was_settled:
        newest = (
            Deadline.objects.filter(kind=ITEM, case=case, subject=item.pk).order_by("-recorded_at").first()
        )
        if newest is not None and newest.met_on is not None:
            Deadline.objects.filter(pk=newest.pk).update(met_on=progress.settled_on)
