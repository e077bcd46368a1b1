"""Consent: recorded per purpose, withdrawn at any time, and only free consent counts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases import reactions
from cases.models import Consent, ContactBar, File
from cases.selectors import live_consent
from cases.services.locks import lock_file
from cases.services.preparation import begin_if_first
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError
from rjcase.kernel.ids import uuid7

SPOKEN_IS_NOT_ENOUGH = frozenset({Consent.Purpose.TAKE_PART, Consent.Purpose.SHARE})


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
) -> Consent:
    """Record a party's yes or no for one purpose (WTE-6.9-01, -03; WTE-7.6-01; WM-5.5-08).

    A yes to taking part, or to sharing with the other party, needs a signed form or another recorded
    one. A yes dated before a later no or withdrawal is refused: an old paper must not bring a consent
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
    }
    if live is not None and all(getattr(live, key) == value for key, value in answer.items()):
        return live
    if decision == Consent.Decision.GIVEN:
        _refuse_yes(purpose, form, happened_on, live)
    row = Consent.objects.create(file=file, purpose=purpose, by_id=actor.pk, **answer)
    begin_if_first(file.case, actor)
    if _counts(live) and not _counts(row):
        reactions.announce("consent_withdrawn", row, actor)
    return row


def _counts(consent: Consent | None) -> bool:
    """A yes that is not free counts for nothing, so it takes away the free one before it."""
    return consent is not None and consent.decision == Consent.Decision.GIVEN and consent.is_free


def _refuse_yes(purpose: str, form: str, happened_on: date, live: Consent | None) -> None:
    if form == Consent.Form.VERBAL and purpose in SPOKEN_IS_NOT_ENOUGH:
        raise DomainError(
            _("A spoken yes is enough to explore. For this purpose record a signed form or another record.")
        )
    if live is not None and live.decision != Consent.Decision.GIVEN and happened_on < live.happened_on:
        raise DomainError(
            _("They said no, or withdrew, after that date. Record a new yes if they have given one since.")
        )


def withdraw_consent(
    file: File, *, actor: Any, purpose: str, form: str, happened_on: date, note: str = ""
) -> list[Consent]:
    """Record that a party withdraws; what depended on the consent is closed at once (WM-3-02).

    Withdrawing from exploring withdraws every other live yes too. Returns the rows made; none if
    there was nothing left to withdraw. Raises DomainError for a date in the future.
    """
    lock_file(file)
    if happened_on > today():
        raise DomainError(_("Date must be today or in the past"))
    purposes = list(Consent.Purpose.values) if purpose == Consent.Purpose.EXPLORE else [purpose]
    rows = [_withdrawn(file, one, actor, form, happened_on, note) for one in purposes]
    made = [row for row in rows if row is not None]
    for row in made:
        reactions.announce("consent_withdrawn", row, actor)
    return made


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


def record_bar(
    file: File, *, actor: Any, source: str, from_on: date, until_on: date | None = None, detail: str = ""
) -> ContactBar:
    """Record a legal bar on this person's contact. It is never passable while it lasts.

    Sending the same bar twice records it once. Raises DomainError when it ends before it begins.
    """
    lock_file(file)
    if until_on is not None and until_on < from_on:
        raise DomainError(_("The date it ends must be on or after the date it begins"))
    facts = {"source": source, "from_on": from_on, "until_on": until_on, "detail": detail.strip()}
    known = ContactBar.objects.filter(file=file, **facts).first()
    if known is not None:
        return known
    bar = ContactBar.objects.create(file=file, **facts)
    reactions.announce("bar_recorded", bar, actor)
    return bar


def end_bar(bar: ContactBar, *, actor: Any, until_on: date) -> None:
    """Give a bar its end date. Raises DomainError when that lies before its beginning."""
    if until_on < bar.from_on:
        raise DomainError(_("The date it ends must be on or after the date it begins"))
    was_over = bar.until_on is not None and bar.until_on < today()
    ContactBar.objects.filter(pk=bar.pk).update(until_on=until_on)
    if was_over and until_on >= today():  # it holds again
        bar.refresh_from_db()
        reactions.announce("bar_recorded", bar, actor)
