"""Drafting an agreement: its words, who made it, and its items, until it is agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.models import AgreementItem, AgreementParty, OutcomeAgreement
from cases.models import File, JointShare, Party
from rjcase.access.actors import Actor
from rjcase.kernel.errors import AlreadyDone, DomainError


@dataclass(frozen=True)
class Terms:
    """The words of an agreement apart from its items. A monitor is needed (MOJ-A-09)."""

    made_on: date
    monitor: str
    monitor_name: str = ""
    words: str = ""
    updates_what: str = ""
    updates_until: date | None = None


@dataclass(frozen=True)
class ItemTerms:
    """One item: a statement has words only; an action also has a type, an owner and a date."""

    kind: str
    what: str
    type: str = ""
    owner: Party | None = None
    due_on: date | None = None
    may_tell_victim: bool = False


def start_agreement(
    joint: File, terms: Terms, parties: Mapping[Party, str], *, actor: Actor
) -> OutcomeAgreement:
    """Open the draft of a process's agreement, or return the draft that is already open.

    ``parties`` are those who make it, each with the name the agreement uses, or "". Raises
    DomainError if there is an agreed version: that one is amended instead.
    """
    File.objects.select_for_update(of=("self",)).get(pk=joint.pk)
    newest = OutcomeAgreement.objects.filter(file=joint).order_by("-version").first()
    if newest is not None and newest.is_draft:
        return newest
    if newest is not None:
        raise DomainError(_("There is an agreement already. Amend it instead."))
    if not parties:
        raise DomainError(_("Select who made the agreement"))
    agreement = OutcomeAgreement.objects.create(file=joint, by=actor.user, **_fields(terms))
    _name(agreement, parties)
    return agreement


def change_terms(
    agreement: OutcomeAgreement, terms: Terms, parties: Mapping[Party, str], *, actor: Actor
) -> None:
    """Change the words of a draft and who makes it. Raises AlreadyDone once it is agreed."""
    draft = lock_draft(agreement)
    if not parties:
        raise DomainError(_("Select who made the agreement"))
    OutcomeAgreement.objects.filter(pk=draft.pk).update(**_fields(terms))
    gone = AgreementParty.objects.filter(agreement=draft).exclude(party__in=parties)
    if AgreementItem.objects.filter(agreement=draft, owner__in=gone.values("party")).exists():
        raise DomainError(_("Somebody you left out has an item to do. Change that item first."))
    gone.delete()
    _name(draft, parties)


def save_item(
    agreement: OutcomeAgreement, terms: ItemTerms, *, actor: Actor, item: AgreementItem | None = None
) -> AgreementItem:
    """Add an item to a draft, or change one of it. The same item sent twice is added once."""
    draft = lock_draft(agreement)
    fields = _item_fields(draft, terms)
    if item is not None:
        AgreementItem.objects.filter(agreement=draft, pk=item.pk).update(**fields)
        return AgreementItem.objects.get(agreement=draft, pk=item.pk)
    same = AgreementItem.objects.filter(agreement=draft, **fields).first()
    if same is not None:
        return same
    last = AgreementItem.objects.filter(agreement=draft).aggregate(last=Max("number"))["last"] or 0
    return AgreementItem.objects.create(file_id=draft.file_id, agreement=draft, number=last + 1, **fields)


def remove_item(agreement: OutcomeAgreement, item: AgreementItem, *, actor: Actor) -> None:
    """Take an item out of a draft; the numbers of the others stay. Removing it twice is harmless."""
    draft = lock_draft(agreement)
    AgreementItem.objects.filter(agreement=draft, pk=item.pk).delete()


def lock_draft(agreement: OutcomeAgreement) -> OutcomeAgreement:
    """Return the agreement locked; raise AlreadyDone if it is no draft any more."""
    found = OutcomeAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not found.is_draft:
        raise AlreadyDone(_("This version has been agreed in the meantime. Nothing was changed."))
    return found


def share_with(agreement: OutcomeAgreement, files: list[File]) -> None:
    """Let these parties read the agreement of their process."""
    for file in files:
        JointShare.objects.get_or_create(
            joint_id=agreement.file_id, file=file, part=JointShare.Part.AGREEMENT
        )


def _fields(terms: Terms) -> dict[str, Any]:
    if not terms.monitor:
        raise DomainError(_("Select who looks after the agreement"))
    return dict(vars(terms))


def _item_fields(draft: OutcomeAgreement, terms: ItemTerms) -> dict[str, Any]:
    """The columns of an item, with what its kind does not have left empty."""
    if not terms.what.strip():
        raise DomainError(_("Enter what was agreed"))
    if terms.kind == AgreementItem.Kind.STATEMENT:
        owner = terms.owner
        fields: dict[str, Any] = {"type": "", "owner": owner, "due_on": None, "may_tell_victim": False}
    else:
        if terms.owner is None or terms.due_on is None or not terms.type:
            raise DomainError(_("Enter who does it, by when, and what type of action it is"))
        owner = terms.owner
        fields = {
            "type": terms.type,
            "owner": owner,
            "due_on": terms.due_on,
            "may_tell_victim": terms.may_tell_victim,
        }
    if owner is not None and not AgreementParty.objects.filter(agreement=draft, party=owner).exists():
        raise DomainError(_("Select somebody who takes part in the agreement"))
    return {"kind": terms.kind, "what": terms.what.strip(), **fields}


def _name(agreement: OutcomeAgreement, parties: Mapping[Party, str]) -> None:
    for party, called in parties.items():
        AgreementParty.objects.update_or_create(
            agreement=agreement, party=party, defaults={"file_id": agreement.file_id, "called": called}
        )
