"""Telling a victim how the agreement goes, and keeping what crossed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import AgreementParty, OutcomeAgreement, VictimUpdate, VictimUpdateLine
from agreements.selectors import Tellable, tellable, victims_waiting
from agreements.selectors.owed import UPDATE
from agreements.services.agree import Wish, open_update, record_wish
from cases import reach
from cases.models import Disclosure, File
from rjcase.access.actors import Actor
from rjcase.deadlines.services import meet_deadline
from rjcase.kernel.clock import local_date, now
from rjcase.kernel.errors import AlreadyDone, DomainError


def update_victim(
    agreement: OutcomeAgreement,
    victim: File,
    *,
    actor: Actor,
    items: Collection[Any],
    happened_at: datetime,
    method: str,
    reaction: str = "",
    next_on: date | None = None,
) -> VictimUpdate:
    """Record that a victim was told about some items (by id), and when the next update is due.

    Only what `tellable` allows may be told; each sentence is a Disclosure from its owner's file.
    Without ``next_on`` this is the last update. The same update sent twice is kept once. Raises
    AlreadyDone if the agreement was replaced, DomainError if the victim does not wish to hear or
    something chosen may not be told.
    """
    present = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not present.is_live:
        raise AlreadyDone(_("A later version has replaced this one."))
    same = VictimUpdate.objects.filter(agreement=present, file=victim, happened_at=happened_at).first()
    if same is not None:
        return same
    lines = _chosen(present, victim, items)
    _check(present, victim, happened_at, next_on)
    update = VictimUpdate.objects.create(
        file=victim,
        agreement=present,
        happened_at=happened_at,
        method=method,
        reaction=reaction,
        is_last=next_on is None,
        by=actor.user,
    )
    for line in lines:
        _disclose(update, line, victim, actor)
    _move_clock(present, victim, local_date(happened_at), next_on)
    return update


def change_wish(agreement: OutcomeAgreement, victim: File, wish: Wish, *, actor: Actor) -> None:
    """Record that a victim was asked again whether they wish to hear how it goes."""
    present = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not present.is_live:
        raise AlreadyDone(_("A later version has replaced this one."))
    record_wish(present, victim, wish, actor=actor)


def _check(agreement: OutcomeAgreement, victim: File, happened_at: datetime, next_on: date | None) -> None:
    if victim.pk not in {wish.file_id for wish in victims_waiting(agreement)}:
        raise DomainError(_("This person does not wish to hear how it goes."))
    if happened_at > now():
        raise DomainError(_("The date and time must be in the past"))
    stops = reach.stops(victim)
    if stops:
        raise DomainError(" ".join(stops))
    if next_on is None:
        return
    if next_on <= local_date(happened_at):
        raise DomainError(_("The next update must be after this one"))
    if agreement.updates_until and next_on > agreement.updates_until:
        raise DomainError(_("The next update must be on or before the end date in the agreement"))


def _chosen(agreement: OutcomeAgreement, victim: File, items: Collection[Any]) -> list[Tellable]:
    wanted = {str(item) for item in items}
    found = [line for line in tellable(agreement, victim) if str(line.item.pk) in wanted]
    if not wanted or len(found) != len(wanted) or not all(line.text for line in found):
        raise DomainError(_("Select what you said, from what may be said"))
    return found


def _disclose(update: VictimUpdate, line: Tellable, victim: File, actor: Actor) -> None:
    crossed = Disclosure.objects.create(
        file=line.progress.file,
        to_party_file=victim,
        from_whom=str(line.progress.file),
        to_kind=Disclosure.To.PARTY,
        to_whom=str(victim),
        purpose=Disclosure.Purpose.OUTCOMES,
        what=line.text,
        basis=Disclosure.Basis.CONSENT,
        consent=line.consent,
        by=actor.user,
        happened_at=update.happened_at,
    )
    VictimUpdateLine.objects.create(
        file=victim,
        update=update,
        item=line.item,
        disclosure=crossed,
        state=line.progress.state,
        text=line.text,
    )


def _move_clock(agreement: OutcomeAgreement, victim: File, told_on: date, next_on: date | None) -> None:
    part = AgreementParty.objects.get(agreement=agreement, party__files=victim)
    meet_deadline(UPDATE, victim.case, on=told_on, subject=part.pk)
    if next_on is not None:
        open_update(agreement, part, victim, told_on, next_on)
