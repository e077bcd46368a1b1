"""All the open work of somebody who leaves or is away, and giving it to others in one go."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.grants import Access, widest
from cases.models import Allocation, FileGrant
from cases.selectors import live_grants
from cases.services.allocation import call, end_grant, grant_file
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.kernel.ids import uuid7
from rjcase.notifications.services import notify


@dataclass(frozen=True)
class OpenWork:
    """What somebody holds: cases and offers, and files beside a case by what they are there."""

    allocations: list[Allocation]
    beside: dict[str, list[Access]] = field(default_factory=dict)
    deadlines: int = 0

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to hand over."""
        return not self.allocations and not self.beside


def open_work(user_id: int) -> OpenWork:
    """Return all open work of a person. For the office, which sees every allocation and grant."""
    held = Allocation.objects.filter(user_id=user_id, state__in=("offered", "accepted"), case__closed_on=None)
    beside: dict[str, list[Access]] = {}
    grants = live_grants().filter(user_id=user_id).exclude(kind__in=FileGrant.WORKING)
    rows = grants.select_related("content_object__party", "content_object__case")
    for access in widest(rows):
        beside.setdefault(access.grant.kind, []).append(access)
    owned = Deadline.objects.running().filter(owner_id=user_id).count()
    return OpenWork(list(held.select_related("case").order_by("case__reference")), beside, owned)


@dataclass(frozen=True)
class Plan:
    """Who takes what, until when: ``cases`` by allocation id, ``beside`` by kind of access.

    Away: cover from ``first_day`` to ``last_day``, then it ends by itself. Leaving (``first_day`` None): at
    once and for good; whoever leaves keeps the files until ``last_day``, to hand over.
    """

    cases: dict[UUID, int]
    beside: dict[str, int]
    last_day: date
    reason: str
    first_day: date | None = None

    @property
    def is_cover(self) -> bool:
        """Whether the work comes back."""
        return self.first_day is not None


def hand_over(user_id: int, plan: Plan, *, actor: Any, scheme: Any) -> int:
    """Carry a plan out, all or nothing; returns how many cases and files changed hands. Twice is once.

    The RJ office only. Raises DomainError naming the case where somebody may not take it: no role, no
    check, a conflict on record, or the other side of the same case.
    """
    if not actor.may("cases.allocate") or not actor.may("cases.grant"):
        raise NotAllowed(_("Only the RJ office hands work over."))
    if not plan.reason.strip():
        raise DomainError(_("Enter the reason"))
    work, done = open_work(user_id), 0
    with transaction.atomic():
        for row in work.allocations:
            to_user = plan.cases.get(row.pk)
            if to_user:
                _hand_over_case(row, to_user, plan, scheme)
                done += 1
        for kind, found in work.beside.items():
            for access in found if kind in plan.beside else ():
                _hand_over_file(access, plan.beside[kind], plan, actor)
                done += 1
    return done


def _hand_over_case(row: Allocation, to_user: int, plan: Plan, scheme: Any) -> None:
    is_offer = row.state == Allocation.State.OFFERED
    if plan.is_cover and is_offer:
        raise DomainError(
            _("%(case)s is not accepted yet: take the offer back") % {"case": row.case.reference}
        )
    try:
        if plan.is_cover:
            days = [plan.first_day, plan.last_day]
            call("select cover_case(%s, %s, %s, %s, %s)", [row.pk, to_user, *days, plan.reason])
        else:
            given = [row.pk, uuid7(), to_user, plan.last_day, plan.reason]
            call("select hand_over(%s, %s, %s, %s, %s)", given)
            mine = Deadline.objects.running().filter(case_id=row.case_id, owner_id=row.user_id)
            mine.update(owner_id=to_user)
    except DomainError as refused:
        raise DomainError(f"{row.case.reference}: {refused}") from refused
    _tell(row, to_user, plan, scheme)


def _tell(row: Allocation, to_user: int, plan: Plan, scheme: Any) -> None:
    title = _("You cover %(case)s for a colleague") if plan.is_cover else _("%(case)s was handed over to you")
    title %= {"case": row.case.reference}
    body = _("It is among your cases in %(scheme)s. Tell the office if you know anybody in it.")
    on = plan.first_day or today()
    notify(
        subject=row.pk,
        recipients=[to_user],
        title=title,
        body=body % {"scheme": scheme.name},
        case=row.case,
        on=on,
    )


def _hand_over_file(access: Access, to_user: int, plan: Plan, actor: Any) -> None:
    grant = access.grant
    until = plan.last_day if plan.is_cover else grant.asked_until
    try:
        grant_file(
            actor=actor,
            file_id=grant.content_object_id,
            user_id=to_user,
            verb=grant.verb,
            kind=grant.kind,
            reason=plan.reason,
            until=until,
        )
        if not plan.is_cover:
            end_grant(actor=actor, file_id=grant.content_object_id, user_id=grant.user_id, reason=plan.reason)
    except DomainError as refused:
        raise DomainError(f"{grant.case.reference}: {refused}") from refused
