"""Agreements held with agencies: made, signed, reviewed, ended. Their next review is a deadline."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from referrals import policies
from referrals.models import (
    Agency,
    AgencyContact,
    AgreementReview,
    AgreementSignature,
    PartnerAgreement,
)
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

CLOCK = "agency_agreement"


def keep_agreement(
    *, actor: Any, agreement: PartnerAgreement, agencies: Sequence[Agency], **facts: Any
) -> PartnerAgreement:
    """Keep a new agreement, or the changed facts of one, with the agencies it binds (WTE-4.4-01).

    ``facts`` are fields of PartnerAgreement. An agency that has signed stays a party. The clock of the
    next review runs. Raises DomainError without an agency, for a last day before the first, or when it
    has ended.
    """
    _allowed(actor)
    known = PartnerAgreement.objects.select_for_update().filter(pk=agreement.pk).first()
    if known is not None and known.ended_on:
        raise DomainError(_("This agreement has ended"))
    if not agencies:
        raise DomainError(_("Select at least one agency"))
    if facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        raise DomainError(_("The last day must be after the day it is in force from"))
    for name, value in facts.items():
        setattr(agreement, name, value)
    agreement.save()
    _bind(agreement, agencies)
    _run_clock(agreement)
    return agreement


def _bind(agreement: PartnerAgreement, agencies: Sequence[Agency]) -> None:
    wanted = {agency.pk for agency in agencies}
    bound = dict(agreement.signatures.values_list("agency_id", "signed_on"))
    if any(signed and agency not in wanted for agency, signed in bound.items()):
        raise DomainError(_("An agency that has signed stays in the agreement. End the agreement instead"))
    agreement.signatures.filter(signed_on=None).exclude(agency__in=wanted).delete()
    for agency in agencies:
        if agency.pk not in bound:
            AgreementSignature.objects.create(agreement=agreement, agency=agency)


def sign(*, actor: Any, signature: AgreementSignature, signatory: str, signed_on: date) -> None:
    """Record who signed for an agency, and when. Raises AlreadyDone if somebody has."""
    _allowed(actor)
    if signed_on > today():
        raise DomainError(_("The day it was signed must be today or in the past"))
    changed = AgreementSignature.objects.filter(pk=signature.pk, signed_on=None).update(
        signatory=signatory.strip(), signed_on=signed_on
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has recorded this in the meantime. Nothing was changed."))


def review(
    *,
    actor: Any,
    agreement: PartnerAgreement,
    review_id: UUID,
    reviewed_on: date,
    outcome: str,
    review_on: date,
) -> None:
    """Record a review and the day of the next one; the clock starts again.

    ``review_id`` comes from the form: sending it twice keeps it once.
    """
    _allowed(actor)
    if AgreementReview.objects.filter(pk=review_id).exists():
        return
    locked = PartnerAgreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.ended_on:
        raise DomainError(_("This agreement has ended"))
    if reviewed_on > today():
        raise DomainError(_("The day of the review must be today or in the past"))
    if review_on <= reviewed_on:
        raise DomainError(_("The next review must be after this one"))
    AgreementReview.objects.create(
        pk=review_id, agreement=locked, reviewed_on=reviewed_on, outcome=outcome.strip(), by=actor.user
    )
    meet_deadline(CLOCK, None, on=reviewed_on, subject=locked.pk)
    locked.review_on = review_on
    locked.save()
    _run_clock(locked)


def end_agreement(*, actor: Any, agreement: PartnerAgreement, ended_on: date, reason: str) -> None:
    """End an agreement; nothing of it is due any more. Raises AlreadyDone if it has ended."""
    _allowed(actor)
    if ended_on > today():
        raise DomainError(_("The day it ended must be today or in the past"))
    changed = PartnerAgreement.objects.filter(pk=agreement.pk, ended_on=None).update(
        ended_on=ended_on, ended_reason=reason.strip()
    )
    if not changed:
        raise AlreadyDone(_("Somebody else has ended this in the meantime. Nothing was changed."))
    meet_deadline(CLOCK, None, on=ended_on, subject=agreement.pk)


def keep_contact(*, actor: Any, agency: Agency, contact_id: UUID, **facts: Any) -> AgencyContact:
    """Keep that somebody spoke with an agency. Sending it twice keeps it once."""
    _allowed(actor)
    known = AgencyContact.objects.filter(pk=contact_id, agency=agency).first()
    if known is not None:
        return known
    if facts["happened_on"] > today():
        raise DomainError(_("The date must be today or in the past"))
    return AgencyContact.objects.create(pk=contact_id, agency=agency, by=actor.user, **facts)


def _run_clock(agreement: PartnerAgreement) -> None:
    running = Deadline.objects.running().filter(case=None, kind=CLOCK, subject=agreement.pk)
    if not running.update(due_on=agreement.review_on, label=agreement.title):
        open_deadline(CLOCK, None, due_on=agreement.review_on, subject=agreement.pk, label=agreement.title)


def _allowed(actor: Any) -> None:
    if not actor.may(policies.AGREEMENTS):
        raise NotAllowed(_("Only the RJ office keeps the agreements."))
