"""Destroying data for good: proposed by one person, done by another (promise T11 of security.md).

The database functions in rjcase/rights/sql/erase.sql do it; here is what they cannot know: which stored
documents name the person though they hang from somebody else's file.
"""

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.kernel.ids import uuid7
from rjcase.rights.models import Erasure, Hold
from rjcase.rights.policies import APPROVE_ERASURE, RIGHTS


def propose_erasure(
    *, actor: Actor, case_id: UUID, file_id: UUID | None, basis: str, rule: str = ""
) -> Erasure:
    """Propose to destroy a party's file, or with ``file_id`` None a whole closed case.

    ``rule`` names the class or the kind of request and holds nothing personal. An open proposal for
    the same thing is returned as it is. Raises DomainError while the case is held.
    """
    _check(actor, RIGHTS)
    proposed = Erasure.objects.filter(case_id=case_id, done_at=None, cancelled_at=None)
    found = (proposed.filter(file_id=file_id) if file_id else proposed.filter(file=None)).first()
    if found:
        return found
    _check_not_held(case_id)
    new_id = uuid7()
    _call("select propose_erasure(%s, %s, %s, %s, %s)", [new_id, case_id, file_id, basis, rule[:120]])
    return Erasure.objects.get(pk=new_id)


def cancel_erasure(erasure: Erasure, *, actor: Actor) -> None:
    """Take a proposal back; one that is done or cancelled already stays as it is."""
    _check(actor, RIGHTS)
    _call("select cancel_erasure(%s)", [erasure.pk])


def dry_run(erasure: Erasure, *, actor: Actor, documents: list[UUID]) -> dict[str, int]:
    """Return how many rows of which tables it would destroy or change: it is done, counted and undone."""
    _check(actor, RIGHTS)
    found: dict[str, int] = _call("select dry_run_erasure(%s, %s)", [erasure.pk, documents])
    return found


def carry_out(erasure: Erasure, *, actor: Actor, documents: list[UUID]) -> Erasure:
    """Do it. Twice is once. Raises DomainError while the case is held, or to whoever proposed it.

    ``documents`` are those of the same case that name the person (`cases.rights.naming`).
    """
    _check(actor, APPROVE_ERASURE)
    if erasure.proposed_by_id == actor.pk:
        raise DomainError(_("You proposed this. Somebody else has to carry it out"))
    _check_not_held(erasure.case_id)
    _call("select carry_out_erasure(%s, %s)", [erasure.pk, documents])
    erasure.refresh_from_db()
    return erasure


def is_held(case_id: Any) -> bool:
    """Whether something stops the destruction of a case."""
    return Hold.objects.filter(case_id=case_id, released_on=None).exists()


def _check_not_held(case_id: Any) -> None:
    if is_held(case_id):
        raise DomainError(_("This case is on hold. Release the hold first"))


def _check(actor: Actor, permission: str) -> None:
    if not actor.may(permission):
        raise NotAllowed(_("You may not do this."))


def _call(statement: str, params: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        row = cursor.fetchone()
    value = row[0] if row else None
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value
