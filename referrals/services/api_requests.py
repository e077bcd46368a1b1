"""A system refers: the key it gives makes sure that one request becomes one referral."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from referrals.models import ApiRequest, Referral
from referrals.services.drafts import sent_referral
from referrals.services.enter_referral import enter_referral
from referrals.services.full import start_first_contact
from rjcase.kernel.errors import AlreadyDone
from rjcase.kernel.ids import uuid7
from rjcase.tenancy.models import Scheme


def take_up(*, user: Any, key: str, body: Any) -> tuple[ApiRequest, bool]:
    """The request of this key, and whether it is a new one.

    Two at once with one key wait for each other. Raises AlreadyDone for a known key with another body.
    """
    text = json.dumps(body, sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    row, is_new = ApiRequest.objects.get_or_create(
        user=user,
        key=hashlib.sha256(key.encode()).hexdigest(),
        defaults={"body": digest, "referral": uuid7()},
    )
    if row.body != digest:
        raise AlreadyDone(_("This key was used before, for something else."))
    return row, is_new


def refer_once(*, scheme: Scheme, request: ApiRequest, payload: dict[str, Any]) -> Referral:
    """Enter the referral of a new request. A full one starts the clock of first contact (WM-9.2-09)."""
    receipt = enter_referral(payload | {"id": str(request.referral), "channel": Referral.Channel.API})
    if payload.get("full_on"):
        start_first_contact(scheme, receipt.case_id, payload["full_on"])
    return sent_referral(request.referral)
