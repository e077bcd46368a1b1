"""The contact log of a file: logging, correcting, and what a contact sets in motion."""

from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _

from cases import approach, reach
from cases.models import Case, Contact, File, Party
from cases.services.locks import lock_file
from cases.services.preparation import begin_if_first
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import local_date, now
from rjcase.kernel.errors import AlreadyDone, DomainError
from rjcase.kernel.ids import uuid7

# What counts as a first contact (WM-5.7-06): something reached the person, or was left with them.
REACHING = (Contact.Result.REACHED, Contact.Result.MESSAGE, Contact.Result.SENT)


def log_contact(file: File, *, actor: Any, contact_id: UUID | None = None, **facts: Any) -> Contact:
    """Log a contact, or an attempt, with a party or about them (WTE-7B-01 to -09).

    ``facts`` are fields of Contact. ``contact_id`` comes from the form, so that sending it twice logs
    it once. Raises DomainError for an outgoing contact that may not be made: "no disclosure" is set,
    they do not want to be contacted, or the order of approach puts the other side first.
    """
    lock_file(file)
    if contact_id is not None:
        known = Contact.objects.filter(pk=contact_id, file=file).first()
        if known is not None:
            return known
    _refuse_what_may_not_go_out(file, facts)
    contact = Contact.objects.create(pk=contact_id or uuid7(), file=file, by_id=actor.pk, **facts)
    refresh_first_contact(file.case)
    begin_if_first(file.case, actor)
    return contact


def _refuse_what_may_not_go_out(file: File, facts: dict[str, Any]) -> None:
    if facts["happened_at"] > now():
        raise DomainError(_("Date and time of the contact must be in the past"))
    if facts["direction"] != Contact.Direction.OUT:
        return
    stops = reach.stops(file)
    if stops:
        raise DomainError(" ".join(stops))
    blocked = approach.obstacle(file, file.case)
    if blocked:
        raise DomainError(blocked)


def correct_contact(
    contact: Contact, *, actor: Any, reason: str, is_retracted: bool = False, **facts: Any
) -> Contact:
    """Put a newer row in the place of a contact, with the reason; the older one stays in the log.

    ``is_retracted`` says the contact did not happen. Raises AlreadyDone if somebody else corrected
    it first, DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Enter why you are correcting this contact"))
    lock_file(contact.file)
    if Contact.objects.filter(corrects=contact).exists():
        raise AlreadyDone(_("Somebody else has corrected this contact in the meantime. Nothing was changed."))
    newer = Contact.objects.create(
        file=contact.file,
        by_id=actor.pk,
        corrects=contact,
        correction_reason=reason.strip(),
        is_retracted=is_retracted,
        **facts,
    )
    refresh_first_contact(contact.file.case)
    return newer


def refresh_first_contact(case: Case) -> None:
    """Meet the first-contact deadlines of a case on the day of the earliest contact with a victim.

    Recomputed after every change of the log, so that a corrected date moves the figure and a
    retracted contact opens the deadline again (WM-5.7-06, WM-9.2-09). A deadline of one file is met
    by contact with that person only.
    """
    deadlines = list(Deadline.objects.select_for_update().filter(case=case, kind="first_contact"))
    if not deadlines:
        return
    reached = dict(
        Contact.objects.standing()
        .filter(file__case=case, file__party__role=Party.Role.VICTIM, result__in=REACHING)
        .values_list("file_id")
        .annotate(Min("happened_at"))
    )
    sees_all = _sees_every_victim(case)
    for deadline in deadlines:
        moments = [reached.get(deadline.file_id)] if deadline.file_id else list(reached.values())
        met_on = min((local_date(moment) for moment in moments if moment is not None), default=None)
        # Who sees only some of the log knows of no earlier contact, and may not undo one.
        is_earlier = met_on is not None and (deadline.met_on is None or met_on < deadline.met_on)
        if deadline.waived_at is None and (sees_all or is_earlier) and met_on != deadline.met_on:
            Deadline.objects.filter(pk=deadline.pk).update(met_on=met_on)


def _sees_every_victim(case: Case) -> bool:
    victims = Party.objects.filter(case=case, role=Party.Role.VICTIM).count()
    open_to_me = File.objects.filter(case=case, party__role=Party.Role.VICTIM).count()
    return victims == open_to_me
