"""A referral becomes full: the clock of first contact starts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case
from cases.services.contacts import refresh_first_contact
from referrals.models import Referral
from referrals.services.flags import refresh_flags
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def start_first_contact(scheme: Scheme, case_id: Any, full_on: date) -> None:
    """Open the deadline of first contact: 5 working days from receipt of the full referral (WM-5.7-06).

    Done as the system, because a partner may not write deadlines.
    """
    with acting(scheme, SYSTEM):
        open_deadline("first_contact", Case.objects.get(pk=case_id), started_on=full_on)


def mark_full(*, actor: Any, scheme: Scheme, referral: Referral, on: date) -> Referral:
    """Say on which day a partial referral became full, and start the clock of first contact from it.

    Doing so again with the same day changes nothing. Raises AlreadyDone if another day stands there,
    DomainError for a day before the referral came or after today.
    """
    if not actor.may("referrals.register"):
        raise NotAllowed(_("Only the RJ office marks a referral as full."))
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if row.full_on == on:
        return row
    if row.full_on is not None:
        raise AlreadyDone(_("This referral was marked as full in the meantime. Nothing was changed."))
    if on < row.happened_on:
        raise DomainError(_("Date it became full must be on or after the date of the referral"))
    if on > today():
        raise DomainError(_("Date it became full must be today or in the past"))
    row.full_on = on
    row.save(update_fields=["full_on"])
    start_first_contact(scheme, row.case_id, on)
    refresh_first_contact(Case.objects.get(pk=row.case_id))  # the office may have made contact before
    return row


def register_referral(
    *,
    actor: Any,
    referral: Referral,
    source: str,
    happened_on: date,
    started_by: str,
    is_sensitive: bool,
    is_complex: bool,
    in_area: str,
) -> Referral:
    """Enter a received referral in the register: the office checked what it says of itself.

    Corrects source, date and who started it, and sets the flags of a sensitive (WM-5.10-02) or
    complex case (WM-5.10-03); a reason on paper sets one by itself. May be repeated as a correction;
    the first registration's date stays.
    """
    if not actor.may("referrals.register"):
        raise NotAllowed(_("Only the RJ office registers a referral."))
    if happened_on > today():
        raise DomainError(_("Date of the referral must be today or in the past"))
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    row.source, row.happened_on, row.in_area = source, happened_on, in_area
    row.kind = {"harmed": "victim", "responsible": "offender"}.get(started_by, "")
    if row.registered_at is None:
        row.registered_at, row.registered_by = now(), actor.user
    row.save()
    case = Case.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    case.source, case.received_on, case.started_by = source, happened_on, started_by
    case.is_sensitive, case.is_complex = is_sensitive, is_complex
    case.save(update_fields=["source", "received_on", "started_by", "is_sensitive", "is_complex"])
    refresh_flags(case)
    return row
