"""What people are in a scheme, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rjcase.access import policies
from rjcase.access.actors import Actor
from rjcase.access.models import DeliveryTeam, Membership
from rjcase.access.roles import Role
from rjcase.access.services.settings import check_manager
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError


@dataclass(frozen=True)
class Terms:
    """What a person is in the scheme, and from when until when; the last day counts."""

    roles: frozenset[str]
    starts_on: date
    ends_on: date | None

    @classmethod
    def of(cls, row: Membership) -> "Terms":
        """The terms of a membership as it stands."""
        return cls(frozenset(row.roles), row.starts_on, row.ends_on)

    @property
    def keeps_the_scheme(self) -> bool:
        """Whether there is a manager as long as these terms hold: one from today on, with no last day."""
        return Role.MANAGER in self.roles and self.starts_on <= today() and self.ends_on is None


def change_membership(
    *,
    actor: Actor,
    membership: UUID,
    roles: Iterable[str],
    starts_on: date,
    ends_on: date | None,
    job_title: str = "",
    phone: str = "",
    team: DeliveryTeam | None = None,
) -> Membership:
    """Change what a person is in the scheme.

    Raises DomainError if it would leave the scheme without a manager, if the actor would change
    their own roles or dates, or if the dates are the wrong way round.
    """
    row = _locked(actor, membership)
    _set_terms(actor, row, Terms(frozenset(roles), starts_on, ends_on))
    row.job_title, row.phone, row.team = job_title, phone, team
    row.save()
    return row


def describe_membership(
    *, actor: Actor, membership: UUID, job_title: str, phone: str, team: DeliveryTeam | None
) -> Membership:
    """Change job title, phone and team alone: the part that managers may change of themselves."""
    row = _locked(actor, membership)
    row.job_title, row.phone, row.team = job_title, phone, team
    row.save()
    return row


def end_membership(*, actor: Actor, membership: UUID, last_day: date) -> Membership:
    """Record a leaver: the person opens nothing of the scheme from the day after. Twice is once.

    Raises DomainError as ``change_membership`` does.
    """
    row = _locked(actor, membership)
    _set_terms(actor, row, Terms(frozenset(row.roles), row.starts_on, last_day))
    row.save()
    return row


def _locked(actor: Actor, membership: UUID) -> Membership:
    """Return the membership, with those of all managers locked: two who end each other take turns."""
    check_manager(actor, policies.PEOPLE)
    rows: Any = Membership.objects.select_for_update(of=("self",)).order_by("pk")
    list(rows.filter(roles__contains=[Role.MANAGER]))
    found: Membership = rows.get(pk=membership)
    return found


def _set_terms(actor: Actor, row: Membership, new: Terms) -> None:
    old = Terms.of(row)
    if new == old:
        return
    if row.user_id == actor.pk:
        raise DomainError(_("You cannot change your own roles or dates. Ask another manager"))
    if new.ends_on and new.ends_on < new.starts_on:
        raise DomainError(_("Last day must be the same as or after the first day"))
    if old.keeps_the_scheme and not new.keeps_the_scheme and not _another_manager(row):
        raise DomainError(
            _("This is the only manager without a last day. Make somebody else a manager first")
        )
    row.roles, row.starts_on, row.ends_on = sorted(new.roles), new.starts_on, new.ends_on


def _another_manager(row: Membership) -> bool:
    others = Membership.objects.filter(roles__contains=[Role.MANAGER], user__is_active=True)
    return any(Terms.of(other).keeps_the_scheme for other in others.exclude(pk=row.pk))
