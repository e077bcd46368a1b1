"""A self-referral: begin, keep what was typed, send, forget. The visitor holds a token; we its digest."""

import hashlib
import secrets
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from referrals.models import VisitorDraft, VisitorPart
from referrals.models.visitor import KEPT_FOR
from referrals.services.enter_referral import Receipt, enter_referral
from referrals.services.full import start_first_contact
from rjcase.kernel.clock import now
from rjcase.kernel.errors import AlreadyDone
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme


def new_token() -> str:
    """A secret that nobody guesses, for the visitor's session."""
    return secrets.token_urlsafe(32)


def present(token: str) -> None:
    """Show the token to the database for this transaction: the visitor's own rows can be read."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('rjcase.visitor', %s, true)", [token])


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start_visit(token: str) -> VisitorDraft:
    """Begin to answer; pressing the button twice begins once."""
    present(token)
    draft, _created = VisitorDraft.objects.get_or_create(visitor_key=_key(token))
    return draft


def find_visit(token: str, *, lock: bool = False) -> VisitorDraft | None:
    """The visitor's draft, if there is one whose last answer is not an hour old."""
    present(token)
    rows = VisitorDraft.objects.filter(visitor_key=_key(token), saved_at__gt=now() - KEPT_FOR)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def keep_visitor_answers(draft: VisitorDraft, *, kind: str, page: str, answers: dict[str, list[str]]) -> None:
    """Keep what was typed on one page, right or wrong, in the part it belongs to. Lock the draft first."""
    part, _created = VisitorPart.objects.get_or_create(
        draft=draft, kind=kind, defaults={"visitor_key": draft.visitor_key}
    )
    part.answers = {**part.answers, page: answers}
    part.save(update_fields=["answers"])
    draft.saved_at = now()
    draft.save(update_fields=["saved_at"])


def send_visit(*, scheme: Scheme, draft: VisitorDraft | None, payload: dict[str, Any]) -> Receipt:
    """Turn a locked draft into a referral, once, and delete what was typed.

    A referral that is full at once starts the clock of first contact (WM-9.2-09). Raises AlreadyDone
    if the draft was sent or forgotten in the meantime.
    """
    if draft is None:
        raise AlreadyDone(_("Your answers are no longer there. They were sent or deleted."))
    receipt = enter_referral(payload | {"id": str(draft.pk)})
    draft.delete()
    if payload.get("full_on"):
        start_first_contact(scheme, receipt.case_id, payload["full_on"])
    return receipt


def forget_visit(draft: VisitorDraft) -> None:
    """Delete what was typed, because the visitor says so."""
    draft.delete()


def forget_old_visits(scheme: Scheme) -> int:
    """Delete what was typed and not sent within the hour. Returns how many drafts were deleted."""
    with acting(scheme, SYSTEM, why="unsent self-referrals"):
        old = VisitorDraft.objects.filter(saved_at__lte=now() - KEPT_FOR)
        count = old.count()
        old.delete()
        return count
