"""Keeping the register: who somebody is, what they did, when they stand in."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from practitioners.kinds import FACILITATOR, OWN, SPECS, Kind
from practitioners.models import Duty, Entry, Practitioner
from practitioners.policies import KEEP
from practitioners.rules import MOST_VOLUNTEERS, may_supervise_another, may_train_facilitators
from practitioners.selectors.register import is_accredited, supervised_volunteers
from rjcase.access.actors import Actor
from rjcase.access.models import Area, Membership
from rjcase.kernel.clock import now
from rjcase.kernel.errors import DomainError, NotAllowed


def save_practitioner(*, actor: Actor, user_id: int, **facts: Any) -> Practitioner:
    """Change what the register says of somebody; ``facts`` are fields of Practitioner. Managers only.

    Raises DomainError for a mentor who is not accredited (WM-7-05), or who supervises two volunteers
    already (WTE-3E-02).
    """
    _check_keeper(actor)
    # Whoever is put to a mentor waits for the mentor's own membership, so that two do not both come second.
    wanted = [user_id, facts["mentor_id"]] if facts.get("mentor_id") else [user_id]
    members = Membership.objects.select_for_update().filter(user_id__in=wanted).order_by("pk")
    if {row.user_id for row in members} != set(wanted):
        raise NotAllowed(_("This person is not in the scheme"))
    row = Practitioner.objects.filter(user_id=user_id).first() or Practitioner(user_id=user_id)
    facts["areas"] = _areas(facts.get("areas", row.areas))
    for name, value in facts.items():
        setattr(row, name, value)
    _check_mentor(row)
    row.changed_at = now()
    row.save()
    return row


def add_entry(
    *,
    actor: Actor,
    entry_id: UUID,
    user_id: int | None,
    kind: str,
    done_on: date,
    outsider: str = "",
    trained_as: str = "",
    **facts: Any,
) -> Entry:
    """Add a dated entry to somebody's record; sent twice it is made once. ``facts`` are fields of Entry.

    Managers write all kinds, others of themselves those in ``kinds.OWN`` (NotAllowed otherwise). Without a
    ``user_id`` it is the training of somebody who has no account, by name and role (WTE-5.11-01).
    """
    if not (user_id == actor.pk and kind in OWN):
        _check_keeper(actor)
    if user_id is None and (kind != Kind.TRAINING or not outsider.strip()):
        raise DomainError(_("Enter their name"))
    if user_id is not None and not Membership.objects.filter(user_id=user_id).exists():
        raise NotAllowed(_("This person is not in the scheme"))
    spec = SPECS[kind]
    if spec.codes and facts.get("code") not in spec.codes:
        raise DomainError(_("Select one of the choices"))
    if kind == Kind.TRAINING and facts.get("code") == FACILITATOR:
        _check_trainer(facts)
    until = facts.get("expires_on")
    if until is not None and until < done_on:
        raise DomainError(_("The day it runs out cannot be before the date"))
    found = Entry.objects.filter(pk=entry_id).first()
    if found is not None:
        return found
    return Entry.objects.create(
        pk=entry_id,
        user_id=user_id,
        outsider=outsider.strip(),
        trained_as=trained_as,
        kind=kind,
        done_on=done_on,
        by_id=actor.pk,
        **facts,
    )


def _check_trainer(facts: dict[str, Any]) -> None:
    """An accredited body trains facilitators, or somebody in-house whom one qualified (CAMB-16)."""
    if not may_train_facilitators(facts.get("has_mark"), facts.get("with_whom", "")):
        raise DomainError(
            _(
                "Facilitator training is given by a provider with the training quality mark, or in-house: "
                "then enter the trainer and the accredited body that qualified them. Add other training "
                "as “Something else”"
            )
        )


def withdraw_entry(*, actor: Actor, entry: UUID, reason: str) -> None:
    """Withdraw what was entered in error, with the reason; it stays readable. Twice is once.

    Managers withdraw any entry, others those they wrote of themselves.
    """
    row = Entry.objects.select_for_update().filter(pk=entry).first()
    if row is None:
        raise NotAllowed(_("There is no such entry."))
    if not (row.user_id == actor.pk == row.by_id and row.kind in OWN):
        _check_keeper(actor)
    if not reason.strip():
        raise DomainError(_("Enter the reason"))
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by_id = now(), actor.pk
        row.withdrawn_reason = reason.strip()[:300]
        row.save()


def add_duty(
    *, actor: Actor, duty_id: UUID, person_id: int, kind: str, starts_on: date, ends_on: date
) -> None:
    """Say that somebody stands in, is on call or is away (WM-7-09). Managers only; sent twice it is one."""
    _check_keeper(actor)
    if ends_on < starts_on:
        raise DomainError(_("Last day must be the same as or after the first day"))
    if not Membership.objects.live().filter(user_id=person_id).exists():
        raise NotAllowed(_("This person is not in the scheme"))
    if not Duty.objects.filter(pk=duty_id).exists():
        Duty.objects.create(pk=duty_id, person_id=person_id, kind=kind, starts_on=starts_on, ends_on=ends_on)


def remove_duty(*, actor: Actor, duty: UUID) -> None:
    """Take a line out of the rota; history keeps it. Managers only; twice is once."""
    _check_keeper(actor)
    Duty.objects.filter(pk=duty).delete()


def _check_keeper(actor: Actor) -> None:
    if not actor.may(KEEP):
        raise NotAllowed(_("Only a manager keeps the register."))


def _areas(wanted: list[Any]) -> list[UUID]:
    known = {row.pk for row in Area.objects.all()}
    return [area for area in map(_uuid, wanted) if area in known]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def _check_mentor(row: Practitioner) -> None:
    if row.mentor_id is None:
        return
    if row.mentor_id == row.user_id:
        raise DomainError(_("Nobody is their own mentor"))
    if not is_accredited(row.mentor_id):
        raise DomainError(_("A mentor must be an accredited practitioner"))
    others = supervised_volunteers(row.mentor_id) - {row.user_id}
    if row.kind == Practitioner.Kind.VOLUNTEER and not may_supervise_another(len(others)):
        raise DomainError(
            _("This person supervises %(most)d volunteers already, which is the most one may supervise")
            % {"most": MOST_VOLUNTEERS}
        )
