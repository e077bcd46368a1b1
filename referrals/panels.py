"""What a referral adds to the case page."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import File, Party
from cases.panels import Panel
from cases.selectors import case_files
from referrals.models import CourtRecord
from rjcase.kernel.once import once


@once
def _records(files: tuple[UUID, ...]) -> dict[UUID, CourtRecord]:
    return {row.file_id: row for row in CourtRecord.objects.filter(file_id__in=files)}


def seriousness_context(file: File, actor: Any) -> dict[str, Any] | None:
    """How serious the offence is, as agencies said of this offender (WTE-7.7-03)."""
    if file.party is None or file.party.role != Party.Role.OFFENDER:
        return None
    record = _records(tuple(case_files(file.case))).get(file.pk)
    said = record.get_seriousness_display() if record and record.seriousness else ""
    return {"seriousness": said or _("Not recorded")}


SERIOUSNESS = Panel("referrals.seriousness", 10, "party", "referrals/_seriousness.html", seriousness_context)
