"""The one way a referral enters, whoever refers."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from rjcase.kernel.names import search_tokens
from rjcase.kernel.references import receipt_code


@dataclass(frozen=True)
class Receipt:
    """What whoever refers is told. ``reference`` is for the office alone; others get None."""

    referral_id: UUID
    case_id: UUID
    reference: str | None
    code: str


def enter_referral(payload: dict[str, Any]) -> Receipt:
    """Enter a referral as the acting person, and return its receipt.

    ``payload`` (see referrals/sql/enter_referral.sql) has ``channel``, ``source``, ``kind``,
    ``agency``, ``happened_on``, ``full_on``, ``started_by``, ``offence_group``, ``offences``,
    ``papers`` and ``parties`` (role, side, identity, contact, consent). An ``id`` makes it
    idempotent: sending the same draft twice gives the same receipt. Raises a database error
    (42501) where the actor may not refer.
    """
    parties = [
        party | {"tokens": search_tokens(" ".join(_names(party.get("identity", {}))))}
        for party in payload.get("parties", [])
    ]
    body = payload | {"parties": parties, "receipt": receipt_code()}
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, case_id, reference, receipt from enter_referral(%s::jsonb)",
            [json.dumps(body, default=str)],
        )
        return Receipt(*cursor.fetchone())


def _names(identity: dict[str, Any]) -> list[str]:
    return [identity.get(key) or "" for key in ("given_names", "family_name", "known_as", "organisation")]
