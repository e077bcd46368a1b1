"""Recording what was found out about a party: a new version, unless nothing new is said."""

from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from assessments.models.record import Finding
from assessments.selectors import live
from assessments.services.reopen import reopen_if_broken
from cases.models import File
from rjcase.access.actors import Actor
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError, NotAllowed

F = TypeVar("F", bound=Finding)


def lock_party_file(file: File) -> File:
    """Lock a party's file against everybody else who records in it.

    Raises NotAllowed if it is not the actor's to change, or no party's.
    """
    rows = File.objects.select_for_update(of=("self",)).filter(kind=File.Kind.PARTY)
    try:
        locked = rows.get(pk=file.pk)
    except File.DoesNotExist:
        raise NotAllowed(_("You may not do this.")) from None
    return locked


def record(
    model: type[F], file: File, actor: Actor, *, what: Any, happened_on: date | None = None, **facts: Any
) -> F:
    """Add a version about a party and re-open what it touches; saying the same again adds nothing.

    ``what`` is a neutral word for the case's history. Raises DomainError for a date to come.
    """
    day = happened_on or today()
    if day > today():
        raise DomainError(_("The date must be today or in the past"))
    locked = lock_party_file(file)
    newest = live(model, locked)
    same = {"by_id": actor.pk, "happened_on": day, **facts}
    if newest is not None and all(getattr(newest, name) == value for name, value in same.items()):
        return newest
    made = model._default_manager.create(file=locked, by=actor.user, happened_on=day, **facts)
    reopen_if_broken(locked, actor, what)
    return made
