"""Drafts: begin, keep what was typed, send, throw away. Everything in a draft is its author's alone."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from referrals.models import Agency, DraftPart, GuestDraft, GuestPart, Referral, ReferralDraft
from referrals.models.draft import KEPT_FOR
from referrals.services.enquiry_conversion import settle_conversion
from referrals.services.enter_referral import enter_referral
from referrals.services.full import start_first_contact
from rjcase.kernel.clock import now
from rjcase.kernel.errors import AlreadyDone, DomainError
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

AnyDraft = ReferralDraft | GuestDraft
MOST_PEOPLE = 30  # of one role in one referral; more is a mistake or an attack


def start_draft(*, actor: Any, agency: Agency | None) -> ReferralDraft:
    """Begin a draft. An empty one of the same person is taken up again, so two clicks make one."""
    empty = ReferralDraft.objects.filter(user_id=actor.pk, parts__isnull=True).first()
    if empty is not None:
        return empty
    return ReferralDraft.objects.create(user=actor.user, agency=agency)


def lock_draft(*, actor: Any, draft: UUID) -> ReferralDraft | None:
    """The actor's draft, locked until the request ends; None if it was sent or thrown away."""
    rows = ReferralDraft.objects.filter(pk=draft, user_id=actor.pk)
    return rows.select_for_update(of=("self",)).first()


def keep_answers(
    *, draft: AnyDraft, kind: str, number: int, page: str, answers: dict[str, list[str]]
) -> DraftPart | GuestPart:
    """Keep what was typed on one page, right or wrong, in the part it belongs to.

    ``draft`` must be locked. Raises DomainError beyond MOST_PEOPLE people of one role.
    """
    if number > MOST_PEOPLE:
        raise DomainError(_("A referral can name %(most)s people at most") % {"most": MOST_PEOPLE})
    part, _created = draft.parts.get_or_create(kind=kind, number=number, defaults=draft.owner())
    part.answers = {**part.answers, page: answers}
    part.save(update_fields=["answers"])
    draft.saved_at = now()
    draft.save(update_fields=["saved_at", "agency"])
    return part


def remove_person(*, draft: AnyDraft, kind: str, number: int) -> None:
    """Take a victim or an offender out of a draft again."""
    draft.parts.filter(kind=kind, number=number).delete()
    draft.saved_at = now()
    draft.save(update_fields=["saved_at"])


def throw_away(*, draft: ReferralDraft) -> None:
    """Delete a draft with everything in it."""
    draft.delete()


def forget_old_drafts(scheme: Scheme) -> int:
    """Delete what was begun and neither saved nor sent for KEPT_FOR. Returns how many drafts were deleted."""
    with acting(scheme, SYSTEM, why="unsent referral forms"), connection.cursor() as cursor:
        cursor.execute("select forget_old_drafts(%s)", [now() - KEPT_FOR])
        return int(cursor.fetchone()[0])


def send_draft(*, scheme: Scheme, draft: ReferralDraft, payload: dict[str, Any]) -> Referral:
    """Turn a locked draft into a referral, once: its id is the draft's, and the draft is deleted.

    A full referral starts the clock of first contact (WM-9.2-09). An enquiry that it began as is closed
    and linked (CAMB-17); raises AlreadyDone if that became a referral already. Returns the referral as
    the sender may see it.
    """
    enquiry = draft.enquiry
    receipt = enter_referral(payload | {"id": str(draft.pk)})
    draft.delete()
    if enquiry is not None:
        settle_conversion(enquiry=enquiry, referral=Referral.objects.get(pk=receipt.referral_id))
    if payload.get("full_on"):
        start_first_contact(scheme, receipt.case_id, payload["full_on"])
    return sent_referral(receipt.referral_id)


def sent_referral(draft: UUID) -> Referral:
    """The referral that a draft became. Raises AlreadyDone if there is none for this person."""
    found = Referral.objects.filter(pk=draft).select_related("agency").first()
    if found is None:
        raise AlreadyDone(_("This draft is no longer there. It was sent or deleted."))
    return found
