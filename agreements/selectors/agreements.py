"""Agreements, their versions and the files they touch."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from agreements.models import AgreementItem, AgreementParty, OutcomeAgreement
from cases.models import Case, File
from cases.selectors import case_files
from rjcase.kernel.codelists import codelist
from rjcase.kernel.once import once


def agreements_of(case: Case) -> QuerySet[OutcomeAgreement]:
    """Every agreement of a case that the actor may see, newest version of each process first."""
    return OutcomeAgreement.objects.filter(file__case=case).order_by("file_id", "-version")


@once
def agreements_in(case: Case) -> list[OutcomeAgreement]:
    """The agreements of ``agreements_of``, read."""
    return list(
        OutcomeAgreement.objects.filter(file_id__in=list(case_files(case))).order_by("file_id", "-version")
    )


def find_agreement(case: Case, pk: UUID) -> OutcomeAgreement | None:
    """One agreement of a case, or None if it is not there or not the actor's."""
    return OutcomeAgreement.objects.filter(file__case=case, pk=pk).select_related("file__case").first()


def live_agreement(joint: File) -> OutcomeAgreement | None:
    """The agreed version of a process that is followed up now."""
    return OutcomeAgreement.objects.filter(file=joint, state=OutcomeAgreement.State.AGREED).first()


def files_by_party(case: Case) -> dict[UUID, File]:
    """The party files of a case that the actor may see, by party."""
    found = File.objects.filter(case=case, kind=File.Kind.PARTY).select_related("party")
    return {file.party_id: file for file in found if file.party_id}


def party_file(case: Case, party: Any) -> File | None:
    """The file of a party, or None where the actor may not see it."""
    return files_by_party(case).get(getattr(party, "pk", party))


def monitor_label(agreement: OutcomeAgreement) -> str:
    """Who looks after an agreement, in words."""
    label = str(codelist("agreement_monitor").label(agreement.monitor))
    return f"{label}: {agreement.monitor_name}" if agreement.monitor_name else label


@dataclass(frozen=True)
class AgreementText:
    """An agreement as it is given to a party: only what that party may be given."""

    agreement: OutcomeAgreement
    reference: str
    participants: list[AgreementParty]
    actions: list[AgreementItem]
    statements: list[AgreementItem]


def agreement_for_document(agreement: OutcomeAgreement) -> AgreementText | None:
    """Read an agreement for a document, inside whatever context is open.

    In a context narrowed to a party's file this reads only what was shared with that party, and
    answers None where the agreement was not. Never touches the joint file's own row, which a
    narrowed context cannot reach.
    """
    found = OutcomeAgreement.objects.filter(pk=agreement.pk).first()
    if found is None:
        return None
    participants = list(
        AgreementParty.objects.filter(agreement=found)
        .select_related("party__case")
        .order_by("party__side", "party__role", "party__number")
    )
    names = {each.party_id: each.name for each in participants}
    items = list(AgreementItem.objects.filter(agreement=found).select_related("owner").order_by("number"))
    for item in items:
        item.owner_name = names.get(item.owner_id, "") if item.owner_id else ""  # type: ignore[attr-defined]
    return AgreementText(
        agreement=found,
        reference=participants[0].party.case.reference if participants else "",
        participants=participants,
        actions=[item for item in items if item.kind == AgreementItem.Kind.ACTION],
        statements=[item for item in items if item.kind == AgreementItem.Kind.STATEMENT],
    )
