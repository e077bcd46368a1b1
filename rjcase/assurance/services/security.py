"""Keeping the register of documents about the security of the case system."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rjcase.assurance.models import SecurityDocument
from rjcase.assurance.policies import EDIT_SECURITY
from rjcase.kernel.clock import now, today
from rjcase.kernel.errors import DomainError, NotAllowed


def save_security_document(
    *, actor: Any, document_id: UUID, dated_on: date, review_on: date, **facts: Any
) -> SecurityDocument:
    """Add a document, or change the one of this id: a new version, another place, out of use (WM-10-10).

    ``facts`` are the other fields of SecurityDocument. ``document_id`` comes from the form, so that sending
    it twice keeps one. Raises NotAllowed for anybody but a manager, DomainError for dates that cannot be.
    """
    if not actor.may(EDIT_SECURITY):
        raise NotAllowed(_("Only a manager changes the scheme."))
    if dated_on > today():
        raise DomainError(_("The date of the document must be today or in the past"))
    if review_on < dated_on:
        raise DomainError(_("The day of the review must be after the date of the document"))
    row, _made = SecurityDocument.objects.update_or_create(
        pk=document_id,
        defaults=facts
        | {"dated_on": dated_on, "review_on": review_on, "by": actor.user, "changed_at": now()},
    )
    return row
