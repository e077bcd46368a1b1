"""Opening files with a reason, and what a manager says of it afterwards."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from rjcase.access.actors import Actor
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.rights.models import Opening
from rjcase.rights.policies import OPEN_WITH_REASON, REVIEW_OPENINGS

_REFUSED = "23514"  # what the database function answers where a rule forbids it


def open_files(*, actor: Actor, reference: str, side: str, grounds: str, reason: str) -> list[Opening]:
    """Open one side's files of a case to the actor until midnight; returns what was opened.

    Raises DomainError for no such case, nothing to open, or a conflict of interest on record.
    """
    if not actor.may(OPEN_WITH_REASON):
        raise NotAllowed(_("You may not open a file with a reason."))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select opened from open_with_reason(%s, %s, %s, %s)",
                [reference.strip().upper(), side, grounds, reason],
            )
            made = [row[0] for row in cursor.fetchall()]
    except DatabaseError as refused:
        if getattr(refused.__cause__, "sqlstate", "") == _REFUSED:
            raise DomainError(_why(str(refused))) from refused
        raise
    if not made:
        raise DomainError(_("There is no such case, or its files are open to you already"))
    return list(Opening.objects.filter(pk__in=made).select_related("case", "file__party"))


def _why(said: str) -> str:
    """Why the database refused, in words of the product."""
    if "conflict of interest" in said:
        return _("You declared a conflict of interest in this case")
    if "no check" in said:
        return _("You have no check that is good today")
    return _("You may not open the files of this case")


def review(opening: Opening, *, actor: Actor, outcome: str, note: str) -> None:
    """Say whether it was right. Raises AlreadyDone if somebody did, DomainError to whoever opened it."""
    if not actor.may(REVIEW_OPENINGS):
        raise NotAllowed(_("Only a manager reviews an opening."))
    if opening.by_id == actor.pk:
        raise DomainError(_("You opened this file. Another manager has to review it"))
    with connection.cursor() as cursor:
        cursor.execute("select review_opening(%s, %s, %s)", [opening.pk, outcome, note])
        if not cursor.fetchone()[0]:
            raise AlreadyDone(_("Somebody else has reviewed this in the meantime."))


def to_review() -> Any:
    """Openings nobody has reviewed yet, oldest first."""
    return (
        Opening.objects.filter(reviewed_at=None)
        .select_related("case", "file__party", "by")
        .order_by("opened_at")
    )


def opening(key: UUID) -> Opening | None:
    """One opening that waits for its review, or None."""
    found: Opening | None = to_review().filter(pk=key).first()
    return found
