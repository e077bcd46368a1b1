"""A partner adds a file to a referral that was sent: written without reading back."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from referrals import policies
from referrals.models import Referral
from rjcase.documents.models import Upload
from rjcase.documents.uploads.check import Checked
from rjcase.documents.uploads.refusals import UploadRefused
from rjcase.kernel.clock import today
from rjcase.kernel.errors import NotAllowed


@dataclass(frozen=True)
class HandedIn:
    """What a partner is told of a file they handed in: its kind, its size in bytes, when it came."""

    kind: str
    size: int
    recorded_at: datetime

    def get_kind_display(self) -> str:
        """The kind in words."""
        return str(Upload.Kind(self.kind).label)


def hand_in(referral: Referral, checked: Checked, *, actor: Any, upload_id: UUID, title: str) -> None:
    """Put a checked file into the papers of a referral's case. Sent twice, kept once.

    Raises NotAllowed for a referral of another agency, UploadRefused where there is no room, the case
    is closed, or the same file was handed in before.
    """
    if not actor.may(policies.OURS):
        raise NotAllowed(_("You may not add to this referral."))
    given = {
        "title": title.strip(),
        "kind": checked.kind,
        "received_on": today().isoformat(),
        "pages": checked.pages,
        "sha256": hashlib.sha256(checked.content).hexdigest(),
        "is_scanned": checked.is_scanned,
    }
    said = _call(
        "select hand_in_upload(%s, %s, %s, %s, %s)",
        [upload_id, referral.pk, json.dumps(given), checked.content, json.dumps(settings.UPLOADS)],
    )[0][0]
    if said:
        raise UploadRefused(_refusals()[said])


def handed_in(referral: Referral) -> list[HandedIn]:
    """What people of the agency have handed in to a referral, in order."""
    return [HandedIn(*row) for row in _call("select * from handed_in(%s)", [referral.pk])]


def _refusals() -> dict[str, str]:
    return {
        "same": _("The same file was added before"),
        "case": _("This referral has no room for more files. Put several papers into one PDF"),
        "scheme": _("There is no room for more files. Ask the service to take it another way"),
        "closed": _("This referral is closed, so nothing can be added to it"),
    }


def _call(statement: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
