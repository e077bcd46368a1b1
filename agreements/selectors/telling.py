"""What a victim may be told of how an agreement goes, and who waits to hear."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import AgreementItem, ItemProgress, OutcomeAgreement, UpdateWish, VictimUpdateLine
from agreements.selectors.agreements import agreements_in
from cases.models import Case, Consent, File
from cases.selectors import by_file, case_files, consents_in, live_consent, live_consents
from rjcase.designsystem.words import say_date
from rjcase.kernel.codelists import codelist
from rjcase.kernel.once import once


@dataclass(frozen=True)
class Tellable:
    """One item, what may be said of it, and why; ``text`` is empty where nothing may be said."""

    item: AgreementItem
    progress: ItemProgress
    text: str
    why: str
    consent: Consent | None = None
    is_told: bool = False


def tellable(agreement: OutcomeAgreement, victim: File) -> list[Tellable]:
    """What this victim may be told about each action of an agreement (WTE-8.8-01, WTE-7.7-01).

    An item may be told where the agreement says so or where its owner's consent to share is live; a
    refusal or withdrawal ends both. Of treatment only the start may be told, never how it goes.
    """
    rows = (
        ItemProgress.objects.filter(item__agreement=agreement)
        .exclude(item__owner_id=victim.party_id)
        .exclude(state=ItemProgress.State.CHANGED)
        .select_related("item__owner", "file__party")
        .order_by("item__number")
    )
    told = set(
        VictimUpdateLine.objects.filter(file=victim, item__agreement=agreement).values_list("item", "state")
    )
    consents: dict[Any, Consent | None] = {}
    found = []
    for progress in rows:
        if progress.file_id not in consents:
            consents[progress.file_id] = live_consent(progress.file_id, Consent.Purpose.SHARE)
        found.append(_judge(progress, consents[progress.file_id], (progress.item_id, progress.state) in told))
    return found


def _judge(progress: ItemProgress, consent: Consent | None, is_told: bool) -> Tellable:
    item = progress.item
    agreed = consent is not None and consent.decision == Consent.Decision.GIVEN and consent.is_free
    if consent is not None and not agreed:
        return Tellable(item, progress, "", _("Does not agree, or no longer agrees, to share this."))
    if not (agreed or item.may_tell_victim):
        return Tellable(item, progress, "", _("Neither the agreement nor a consent lets us share this."))
    if item.type == "treatment" and progress.state != ItemProgress.State.DONE:
        return Tellable(item, progress, "", _("Only the start of treatment may be shared."))
    why = _("Consent to share is live.") if agreed else _("The agreement says so.")
    return Tellable(item, progress, _sentence(progress), why, consent if agreed else None, is_told)


def _sentence(progress: ItemProgress) -> str:
    item = progress.item
    facts = {
        "number": item.number,
        "type": codelist("agreement_item_type").label(item.type),
        "due": say_date(item.due_on) if item.due_on else "",
        "day": say_date(progress.settled_on) if progress.settled_on else "",
    }
    if progress.state == ItemProgress.State.OPEN:
        return _("Item %(number)s (%(type)s): not done yet; due by %(due)s.") % facts
    if progress.state == ItemProgress.State.NOT_DONE:
        return _("Item %(number)s (%(type)s): it was not done.") % facts
    if item.type == "treatment":
        return _("Item %(number)s (%(type)s): it has started.") % facts
    return _("Item %(number)s (%(type)s): done on %(day)s.") % facts


def victims_waiting(agreement: OutcomeAgreement) -> list[UpdateWish]:
    """The newest wish of each victim of an agreement, where it is to hear how it goes (MOJ-A-10)."""
    newest = (
        UpdateWish.objects.filter(agreement=agreement)
        .select_related("file__party")
        .order_by("file_id", "-recorded_at")
        .distinct("file_id")
    )
    return [wish for wish in newest if wish.wants]


@once
def waiting_in(case: Case) -> list[UpdateWish]:
    """The newest wish of each victim of each agreement that stands, where it is to hear how it goes."""
    live = [each.pk for each in agreements_in(case) if each.is_live]
    if not live:
        return []
    rows = UpdateWish.objects.filter(agreement__in=live).order_by("agreement_id", "file_id", "-recorded_at")
    return [wish for wish in rows.distinct("agreement_id", "file_id") if wish.wants]


def untold(case: Case) -> list[tuple[File, AgreementItem]]:
    """Settled items that a victim wishes to hear of, may hear of, and has not been told."""
    wishes = waiting_in(case)
    if not wishes:
        return []
    files, ids = case_files(case), {wish.agreement_id for wish in wishes}
    answers = by_file(consents_in(tuple(files)))
    told = set(
        VictimUpdateLine.objects.filter(item__agreement__in=ids).values_list("file_id", "item_id", "state")
    )
    rows = ItemProgress.objects.filter(item__agreement__in=ids).exclude(state=ItemProgress.State.CHANGED)
    settled = [row for row in rows.select_related("item").order_by("item__number") if row.is_settled]
    missing = []
    for wish in wishes:
        victim = files[wish.file_id]
        for row in settled:
            if row.item.agreement_id != wish.agreement_id or row.item.owner_id == victim.party_id:
                continue
            line = _judge(row, _share(answers[row.file_id]), (victim.pk, row.item_id, row.state) in told)
            if line.text and not line.is_told:
                missing.append((victim, row.item))
    return missing


def _share(answers: list[Consent]) -> Consent | None:
    """The live answer to sharing, out of a party's answers, newest first."""
    return next((row for row in live_consents(answers) if row.purpose == Consent.Purpose.SHARE), None)
