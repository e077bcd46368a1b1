"""Legal bars on contact between two people: never passable while they last."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases import reactions
from cases.models import ContactBar, File, Party
from cases.services.locks import lock_file
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError


def record_bar(
    file: File,
    *,
    actor: Any,
    source: str,
    from_on: date,
    until_on: date | None = None,
    detail: str = "",
    other_party: Party | None = None,
    told_by: str = "",
) -> ContactBar:
    """Record a legal bar on this person's contact with another party, or with everybody in the case.

    Sending the same bar twice records it once. Raises DomainError when it ends before it begins, or
    names somebody who is not another person of this case.
    """
    lock_file(file)
    if until_on is not None and until_on < from_on:
        raise DomainError(_("The date it ends must be on or after the date it begins"))
    if other_party is not None and not _is_another(file, other_party):
        raise DomainError(_("Select another person of this case"))
    facts = {
        "source": source,
        "from_on": from_on,
        "until_on": until_on,
        "detail": detail.strip(),
        "other_party": other_party,
        "told_by": told_by.strip(),
    }
    known = ContactBar.objects.filter(file=file, **facts).first()
    if known is not None:
        return known
    bar = ContactBar.objects.create(file=file, **facts)
    reactions.announce("bar_recorded", bar, actor)
    return bar


def _is_another(file: File, party: Party) -> bool:
    return party.case_id == file.case_id and party.pk != file.party_id


def end_bar(bar: ContactBar, *, actor: Any, until_on: date, end_reason: str = "") -> None:
    """Give a bar its end date, with the reason. Raises DomainError when that lies before its beginning."""
    lock_file(bar.file)
    if until_on < bar.from_on:
        raise DomainError(_("The date it ends must be on or after the date it begins"))
    was_over = bar.until_on is not None and bar.until_on < today()
    ContactBar.objects.filter(pk=bar.pk).update(until_on=until_on, end_reason=end_reason.strip())
    if was_over and until_on >= today():  # it holds again
        bar.refresh_from_db()
        reactions.announce("bar_recorded", bar, actor)
