"""Facts of agreements turned into words, colours and addresses."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import AgreementCopy, AgreementItem, AgreementParty, ItemProgress, OutcomeAgreement
from agreements.selectors import monitor_label
from cases.links import case_url
from cases.models import Case, File
from rjcase.access.labels import in_our_words
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

TYPES = "agreement_item_type"


def type_label(item: AgreementItem) -> str:
    """What type of item it is, in words."""
    return str(codelist(TYPES).label(item.type)) if item.type else _("Statement")


def state_word(item: AgreementItem, progress: ItemProgress | None) -> str:
    """The status (designsystem.words) of an item: late only while it is open and past its day."""
    if progress is None:
        return "draft" if item.kind == AgreementItem.Kind.ACTION else ""
    if progress.state != ItemProgress.State.OPEN:
        return str(progress.state)
    return "overdue" if item.due_on and item.due_on < today() else "open"


@dataclass(frozen=True)
class ItemRow:
    """An item with what became of it, where the reader may see that."""

    item: AgreementItem
    progress: ItemProgress | None
    owner: str
    type: str
    state: str
    url: str


def item_rows(agreement: OutcomeAgreement, case: Case, names: dict[Any, str]) -> list[ItemRow]:
    """The items of an agreement in their order."""
    items = AgreementItem.objects.filter(agreement=agreement).select_related("owner").order_by("number")
    known = {row.item_id: row for row in ItemProgress.objects.filter(item__agreement=agreement)}
    rows = []
    for item in items:
        progress = known.get(item.pk)
        rows.append(
            ItemRow(
                item=item,
                progress=progress,
                owner=names.get(item.owner_id, str(item.owner or "")),
                type=type_label(item),
                state=state_word(item, progress),
                url=case_url("agreements:progress", case, item=item) if progress else "",
            )
        )
    return rows


@dataclass(frozen=True)
class ParticipantRow:
    """A participant: how they agreed, their copy, and their own pages."""

    part: AgreementParty
    file: File | None
    copy: AgreementCopy | None
    note_url: str


def participant_rows(agreement: OutcomeAgreement, case: Case, files: dict[Any, File]) -> list[ParticipantRow]:
    """The participants of an agreement, harmed side first."""
    copies = {copy.file_id: copy for copy in AgreementCopy.objects.filter(agreement=agreement)}
    parts = AgreementParty.objects.filter(agreement=agreement).select_related("party")
    rows = []
    for part in parts.order_by("party__side", "party__role", "party__number"):
        file = files.get(part.party_id)
        rows.append(
            ParticipantRow(
                part=part,
                file=file,
                copy=copies.get(file.pk) if file else None,
                note_url=case_url("agreements:note", case, agreement=agreement, file=file) if file else "",
            )
        )
    return rows


def facts(agreement: OutcomeAgreement) -> list[Row]:
    """The agreement at a glance."""
    rows = [
        Row(_("Made on"), agreement.made_on),
        Row(_("Who looks after it"), monitor_label(agreement)),
        Row(_("Opening words"), agreement.words),
        Row(in_our_words(_("What the %(harmed)s will be told")), agreement.updates_what),
        Row(_("Until"), agreement.updates_until),
    ]
    if agreement.agreed_on:
        rows.insert(0, Row(_("Agreed on"), agreement.agreed_on))
    return rows
