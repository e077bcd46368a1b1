"""Recording and withdrawing the checks of people; access to files follows in the database."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from practitioners.models import VettingCheck
from practitioners.policies import VET
from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.kernel.ids import uuid7

_REFUSALS = frozenset({"23514", "42501"})  # what the functions raise, with a sentence


def record_check(
    *,
    actor: Actor,
    user_id: int,
    kind: str,
    issued_on: date,
    expires_on: date,
    number_end: str = "",
    employer: str = "",
    outside_verifier: str = "",
) -> None:
    """Record a check of a person (WM-7-06); the same one twice is once. Managers only, of others.

    The only manager of a scheme may record their own with ``outside_verifier``, the name of somebody
    outside who saw it. Raises DomainError for dates the wrong way round, and where another manager
    has to do it.
    """
    _check_manager(actor)
    given = [kind, issued_on, number_end, employer, expires_on, outside_verifier.strip()]
    _call("select record_check(%s, %s, %s, %s, %s, %s, %s, %s)", [uuid7(), user_id, *given])


def withdraw_check(*, actor: Actor, check: UUID, reason: str) -> None:
    """Withdraw a check, with the reason; access that hung on it ends at once. Twice is once."""
    _check_manager(actor)
    if not VettingCheck.objects.filter(pk=check).exists():
        raise NotAllowed(_("There is no such check."))
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    _call("select withdraw_check(%s, %s)", [check, reason.strip()[:300]])


def _check_manager(actor: Actor) -> None:
    if not actor.may(VET):
        raise NotAllowed(_("Only a manager keeps the checks of people."))


def _call(query: str, params: list[Any]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, params)
    except DatabaseError as refused:
        diagnosis: Any = getattr(refused.__cause__, "diag", None)
        if diagnosis is None or diagnosis.sqlstate not in _REFUSALS:
            raise
        raise DomainError(_said(str(diagnosis.message_primary))) from refused


def _said(sentence: str) -> str:
    known = {
        "another manager records this check": _(
            "Another manager records your check. If you are the only one, enter who outside the scheme saw it"
        ),
        "another manager withdraws this check, with a reason": _("Another manager withdraws your check"),
        "this person is not in the scheme": _("This person is not in the scheme"),
        "a check was issued by today and is good until a later day": _(
            "Renewal date must be after the date the check was issued"
        ),
    }
    return known.get(sentence, _("The database refused this: %(reason)s") % {"reason": sentence})
