"""Agreeing: the words are frozen, the clocks start."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import (
    AgreementItem,
    AgreementParty,
    ItemProgress,
    OutcomeAgreement,
    UpdateWish,
)
from agreements.selectors import files_by_party
from agreements.selectors.owed import COPIES, ITEM, UPDATE
from agreements.services.draft_agreement import lock_draft, share_with
from cases.models import Case, File
from rjcase.access.actors import Actor
from rjcase.access.labels import in_our_words
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import open_deadline
from rjcase.kernel.clock import now
from rjcase.kernel.errors import DomainError


@dataclass(frozen=True)
class Signature:
    """How a participant agreed."""

    how: str
    on: date | None


@dataclass(frozen=True)
class Wish:
    """A victim's answer to "do you wish to hear how it goes" (MOJ-A-10)."""

    wants: bool
    asked_on: date
    next_on: date | None = None


def agree(
    agreement: OutcomeAgreement,
    *,
    actor: Actor,
    agreed_on: date,
    signatures: Mapping[Any, Signature],
    wishes: Mapping[Any, Wish],
) -> OutcomeAgreement:
    """Make a draft the agreement: freeze it, share it with its participants, start its clocks.

    ``signatures`` by participant id, ``wishes`` by party id of each victim. An earlier version is
    replaced: its open items are changed by this one. Raises AlreadyDone if it was agreed meanwhile,
    DomainError for an empty agreement, a participant without an answer, or a victim not asked.
    """
    draft = lock_draft(agreement)
    participants = list(AgreementParty.objects.filter(agreement=draft).select_related("party"))
    items = list(AgreementItem.objects.filter(agreement=draft).order_by("number"))
    case = Case.objects.get(files=draft.file_id)
    files = files_by_party(case)
    _check(items, participants, signatures, wishes, agreed_on)
    previous = OutcomeAgreement.objects.filter(file_id=draft.file_id, state="agreed").first()
    if previous is not None:
        _replace(previous, draft, actor, agreed_on)
    _sign(participants, signatures)
    _freeze(draft, participants, items, agreed_on)
    draft.refresh_from_db()
    share_with(draft, [files[each.party_id] for each in participants])
    _open_items(draft, items, case, files, actor)
    _open_copies(draft, participants, case, files)
    for party_id, wish in wishes.items():
        record_wish(draft, files[party_id], wish, actor=actor)
    return draft


def record_wish(agreement: OutcomeAgreement, file: File, wish: Wish, *, actor: Actor) -> None:
    """Record that a victim was asked about updates, and start or end the clock of the next one."""
    if wish.wants and wish.next_on is None:
        raise DomainError(_("Enter the date of the next update"))
    UpdateWish.objects.create(
        file=file,
        agreement=agreement,
        wants=wish.wants,
        asked_on=wish.asked_on,
        next_on=wish.next_on if wish.wants else None,
        by=actor.user,
    )
    part = AgreementParty.objects.get(agreement=agreement, party__files=file)
    end_clocks(Deadline.objects.filter(kind=UPDATE, subject=part.pk), actor, _("The date was agreed anew"))
    if wish.wants:
        open_update(agreement, part, file, wish.asked_on, wish.next_on)


def open_update(
    agreement: OutcomeAgreement, part: AgreementParty, file: File, started_on: date, due_on: date | None
) -> None:
    """Start the clock of a victim's next update, due on the date agreed with them (WTE-8.8-01)."""
    open_deadline(
        UPDATE,
        file.case,
        file=file,
        subject=part.pk,
        started_on=started_on,
        due_on=due_on,
        label=_("Update on the agreement: %(party)s") % {"party": part.party},
    )


def end_clocks(deadlines: Any, actor: Actor, reason: str) -> int:
    """Set running deadlines aside with a reason; returns how many."""
    running = deadlines.filter(met_on=None, waived_at=None)
    return int(running.update(waived_at=now(), waived_by=actor.user, waived_reason=reason[:300]))


def digest_of(agreement: OutcomeAgreement, participants: Any, items: Any) -> str:
    """The SHA-256 of an agreement's words, so that anyone can check that a copy is true."""
    body = {
        "version": agreement.version,
        "made_on": agreement.made_on.isoformat(),
        "words": agreement.words,
        "monitor": [agreement.monitor, agreement.monitor_name],
        "updates": [agreement.updates_what, str(agreement.updates_until or "")],
        "participants": sorted(each.name for each in participants),
        "items": [
            [each.number, each.kind, each.type, each.what, str(each.owner_id or ""), str(each.due_on or "")]
            for each in items
        ],
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _check(
    items: list[AgreementItem],
    participants: list[AgreementParty],
    signatures: Mapping[Any, Signature],
    wishes: Mapping[Any, Wish],
    agreed_on: date,
) -> None:
    if not items:
        raise DomainError(_("Add at least one item"))
    if {each.pk for each in participants} - set(signatures):
        raise DomainError(_("Select how each participant agreed"))
    victims = {each.party_id for each in participants if each.party.role == "victim"}
    if victims - set(wishes):
        raise DomainError(in_our_words(_("Select whether each %(harmed)s wishes to hear how it goes")))
    if any(item.due_on and item.due_on < agreed_on for item in items):
        raise DomainError(_("An item is due before the agreement was made. Change its date first."))


def _sign(participants: list[AgreementParty], signatures: Mapping[Any, Signature]) -> None:
    for each in participants:
        given = signatures[each.pk]
        AgreementParty.objects.filter(pk=each.pk).update(
            signed=given.how, signed_on=None if given.how == AgreementParty.Signed.NOT else given.on
        )


def _freeze(
    draft: OutcomeAgreement, participants: list[AgreementParty], items: list[AgreementItem], on: date
) -> None:
    OutcomeAgreement.objects.filter(pk=draft.pk).update(
        state=OutcomeAgreement.State.AGREED,
        agreed_on=on,
        agreed_at=now(),
        digest=digest_of(draft, participants, items),
    )


def _open_items(
    agreement: OutcomeAgreement,
    items: list[AgreementItem],
    case: Case,
    files: Mapping[Any, File],
    actor: Actor,
) -> None:
    for item in items:
        if item.kind != AgreementItem.Kind.ACTION or item.owner_id is None:
            continue
        file = files[item.owner_id]
        ItemProgress.objects.create(file=file, item=item, by=actor.user)
        open_item_clock(agreement, item, case, file)


def open_item_clock(agreement: OutcomeAgreement, item: AgreementItem, case: Case, file: File) -> None:
    """Start the clock of an item; reminders go out some days before it is due (WTE-7E-08)."""
    open_deadline(
        ITEM,
        case,
        file=file,
        subject=item.pk,
        started_on=agreement.agreed_on or agreement.made_on,
        due_on=item.due_on,
        label=_("Agreement item %(number)d") % {"number": item.number},
    )


def _open_copies(
    agreement: OutcomeAgreement, participants: list[AgreementParty], case: Case, files: Mapping[Any, File]
) -> None:
    """Every participant gets a copy: three working days from the meeting (WTE-7E-05)."""
    # An amendment was not made at the meeting, so its own day starts the clock.
    started = agreement.made_on if agreement.version == 1 else agreement.agreed_on
    for each in participants:
        open_deadline(
            COPIES,
            case,
            file=files[each.party_id],
            subject=each.pk,
            started_on=started,
            label=_("Copy of the agreement: %(party)s") % {"party": each.party},
        )


def _replace(previous: OutcomeAgreement, draft: OutcomeAgreement, actor: Actor, on: date) -> None:
    """The earlier version gives way: its open items are changed by the new one, its clocks end."""
    reason = _("Changed by version %(version)d") % {"version": draft.version}
    items = AgreementItem.objects.filter(agreement=previous)
    open_items = ItemProgress.objects.filter(item__in=items, state=ItemProgress.State.OPEN)
    open_items.update(
        state=ItemProgress.State.CHANGED, settled_on=on, reason=reason, by=actor.user, recorded_at=now()
    )
    parts = AgreementParty.objects.filter(agreement=previous).values("pk")
    end_clocks(Deadline.objects.filter(kind=ITEM, subject__in=items.values("pk")), actor, reason)
    end_clocks(Deadline.objects.filter(kind__in=[COPIES, UPDATE], subject__in=parts), actor, reason)
    OutcomeAgreement.objects.filter(pk=previous.pk).update(state=OutcomeAgreement.State.REPLACED)
