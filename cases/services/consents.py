"""Consent: recorded per purpose, withdrawn at any time, and only free consent counts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases import reactions
from cases.models import Case, Consent, File, ItemPermission, Party
from cases.selectors import live_consent
from cases.services.locks import lock_file
from cases.services.preparation import begin_if_first
from rjcase.documents.models import Document
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7

Purpose = Consent.Purpose
SPOKEN_IS_NOT_ENOUGH = frozenset(
    {
        Purpose.TAKE_PART,
        Purpose.SHARE,
        Purpose.RESEARCH,
        Purpose.PUBLICITY,
        Purpose.OBSERVE,
        Purpose.RECORD,
    }
)


def record_consent(
    file: File,
    *,
    actor: Any,
    purpose: str,
    decision: str,
    form: str,
    happened_on: date,
    explained_on: date | None = None,
    is_free: bool = True,
    note: str = "",
    to_whom: str = "",
    reference: str = "",
    document: Document | None = None,
) -> Consent:
    """Record a party's yes or no for one purpose (WTE-6.9-01, -03; WTE-7.6-01; WM-5.5-08).

    A yes to anything but exploring, an agency or the ways of contact needs a signed form or another
    recorded one; an offender's to taking part under a court's order needs the signed form (WTE-7.6-02).
    A yes dated before a later no or withdrawal is refused: an old paper must not bring a consent
    back to life. A yes that is not free is kept and counts for nothing. Sending the same answer twice
    records it once. Raises DomainError.
    """
    lock_file(file)
    if happened_on > today():
        raise DomainError(_("Date must be today or in the past"))
    live = live_consent(file, purpose)
    answer: dict[str, Any] = {
        "decision": decision,
        "form": form,
        "happened_on": happened_on,
        "explained_on": explained_on,
        "is_free": is_free,
        "note": note.strip(),
        "to_whom": to_whom.strip(),
        "reference": reference.strip(),
        "document": document,
    }
    if live is not None and all(getattr(live, key) == value for key, value in answer.items()):
        return live
    if decision == Consent.Decision.GIVEN:
        _refuse_yes(file, purpose, form, happened_on, live)
    row = Consent.objects.create(file=file, purpose=purpose, by_id=actor.pk, **answer)
    begin_if_first(file.case, actor)
    if _counts(live) and not _counts(row):
        reactions.announce("consent_withdrawn", row, actor)
    return row


def _counts(consent: Consent | None) -> bool:
    """A yes that is not free counts for nothing, so it takes away the free one before it."""
    return consent is not None and consent.decision == Consent.Decision.GIVEN and consent.is_free


def is_under_order(file: File, case: Case) -> bool:
    """Whether a court's order concerns this person: the offender, never the victim (WTE-2C-01)."""
    return case.is_court_ordered and file.party is not None and file.party.role == Party.Role.OFFENDER


def _refuse_yes(file: File, purpose: str, form: str, happened_on: date, live: Consent | None) -> None:
    if form == Consent.Form.VERBAL and purpose in SPOKEN_IS_NOT_ENOUGH:
        raise DomainError(
            _("A spoken yes is enough to explore. For this purpose record a signed form or another record.")
        )
    unsigned = purpose == Purpose.TAKE_PART and form != Consent.Form.WRITTEN
    if unsigned and is_under_order(file, file.case):
        raise DomainError(
            _("A court ordered this: record the consent on a signed form before taking part is binding.")
        )
    if live is not None and live.decision != Consent.Decision.GIVEN and happened_on < live.happened_on:
        raise DomainError(
            _("They said no, or withdrew, after that date. Record a new yes if they have given one since.")
        )


def withdraw_consent(
    file: File, *, actor: Any, purpose: str, form: str, happened_on: date, note: str = ""
) -> list[Consent]:
    """Record that a party withdraws; what depended on the consent is closed at once (WM-3-02).

    Withdrawing from exploring withdraws every other live yes too, and every permission to pass on a
    single thing; withdrawing from sharing withdraws the permissions for the other parties. Returns the
    rows made; none if there was nothing left to withdraw. Raises DomainError for a date in the future.
    """
    lock_file(file)
    if happened_on > today():
        raise DomainError(_("Date must be today or in the past"))
    purposes = list(Consent.Purpose.values) if purpose == Consent.Purpose.EXPLORE else [purpose]
    rows = [_withdrawn(file, one, actor, form, happened_on, note) for one in purposes]
    made = [row for row in rows if row is not None]
    if purpose in (Purpose.EXPLORE, Purpose.SHARE):
        _end_permissions(file, of_parties_only=purpose == Purpose.SHARE)
    for row in made:
        reactions.announce("consent_withdrawn", row, actor)
    return made


def _end_permissions(file: File, *, of_parties_only: bool) -> None:
    live = ItemPermission.objects.filter(file=file, is_given=True, withdrawn_on=None)
    if of_parties_only:
        live = live.exclude(to_party=None)
    live.update(withdrawn_on=today())


def _withdrawn(
    file: File, purpose: str, actor: Any, form: str, happened_on: date, note: str
) -> Consent | None:
    live = live_consent(file, purpose)
    if live is None or live.decision != Consent.Decision.GIVEN:
        return None
    return Consent.objects.create(
        pk=uuid7(),
        file=file,
        purpose=purpose,
        decision=Consent.Decision.WITHDRAWN,
        form=form,
        happened_on=happened_on,
        note=note.strip(),
        by_id=actor.pk,
    )
