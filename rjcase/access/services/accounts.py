"""Shutting an account for somebody who left, lost a device or is no longer trusted, and opening it again.

Nobody sets a password for anybody: whoever comes back chooses a new one by a link to their own address.
"""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from rjcase.access import policies
from rjcase.access.actors import Actor
from rjcase.access.door import letters, sessions
from rjcase.access.models import AccountChange, User
from rjcase.access.services.settings import check_manager
from rjcase.kernel.errors import DomainError, NotAllowed
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

What, Why = AccountChange.What, AccountChange.Why


def shut_as_manager(*, actor: Actor, user: User, why: str, note: str = "") -> None:
    """Shut the account of somebody of the open scheme. Twice is once.

    Raises NotAllowed for anybody but a manager, DomainError for one's own account and for an operator's.
    The grants in other schemes open nothing either: nobody acts with an account that is shut.
    """
    check_manager(actor, policies.PEOPLE)
    if user.pk == actor.pk:
        raise DomainError(_("You cannot deactivate your own account. Ask another manager"))
    if user.is_operator:
        raise DomainError(_("The account of an operator is deactivated by another operator"))
    if _shut(actor.user, user, why, note):
        _settle(user)


def shut_as_operator(*, operator: User, user: User, why: str, note: str = "") -> None:
    """Shut any account but one's own; its grants end in every scheme. Twice is once. Outside all schemes."""
    _check_operator(operator)
    if user.pk == operator.pk:
        raise DomainError(_("You cannot deactivate your own account. Ask another operator"))
    with transaction.atomic():
        changed = _shut(operator, user, why, note)
        if changed:
            _settle_everywhere(user)


def open_again(*, operator: User, user: User, note: str) -> None:
    """Open an account again, with the reason; its owner is sent a link to choose a new password.

    Grants that nobody ended are in force again. Raises DomainError without a reason. Twice is once.
    """
    _check_operator(operator)
    if not note.strip():
        raise DomainError(_("Enter the reason"))
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.is_active:
            return
        User.objects.filter(pk=row.pk).update(is_active=True)
        _note(operator, row, What.OPENED, "", note)
        _settle_everywhere(row)
        letters.tell(row.email, letters.Kind.OPENED)


def last_change(user: User) -> AccountChange | None:
    """How and by whom the account was last shut or opened; None if it never was."""
    return AccountChange.objects.filter(user=user).select_related("by").order_by("-at").first()


def _check_operator(operator: User) -> None:
    if not (operator.is_active and operator.is_operator):
        raise NotAllowed(_("Only an operator of the installation does this."))


def _shut(by: User, user: User, why: str, note: str) -> bool:
    """Shut it and say so; False if it was shut before."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if not row.is_active:
            return False
        row.is_active = False
        row.set_unusable_password()  # every link to a new password and every other session dies with it
        row.save(update_fields=["is_active", "password"])
        sessions.end_all(row, sessions.End.SHUT)
        _note(by, row, What.SHUT, why, note)
        letters.tell(row.email, letters.Kind.SHUT)
    return True


def _note(by: User, user: User, what: Any, why: str, note: str) -> None:
    AccountChange.objects.create(user=user, by=by, what=what, why=why, note=note.strip()[:200])


def _settle(user: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select settle_account(%s)", [user.pk])


def _settle_everywhere(user: User) -> None:
    for scheme in Scheme.objects.all():
        with acting(scheme, SYSTEM, why="account shut or opened"):
            _settle(user)
