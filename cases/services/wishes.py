"""Keeping what a party said about meetings."""

from typing import Any
from uuid import UUID

from cases.models import File, MeetingWish
from cases.services.locks import lock_file
from rjcase.kernel.clock import now


def save_wish(
    file: File,
    *,
    actor: Any,
    times: list[str],
    languages: list[str],
    note: str,
    areas: list[str] | None = None,
) -> MeetingWish:
    """Keep where, when and with whom a party can meet; the row is changed, history keeps what stood."""
    lock_file(file)
    row = MeetingWish.objects.filter(file=file).first() or MeetingWish(file=file)
    row.times, row.languages, row.note = times, languages, note.strip()
    if areas is not None:
        row.areas = [UUID(area) for area in areas]
    row.by_id, row.changed_at = actor.pk, now()
    row.save()
    return row
