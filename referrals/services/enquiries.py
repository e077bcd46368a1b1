"""Enquiries: taken, come back to, ended. The office alone works them (CAMB-17 to CAMB-21)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from cases.models import Contact
from referrals import policies
from referrals.models import Enquiry, EnquiryContact, EnquiryPerson
from rjcase.deadlines.models import Deadline
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.kernel.clock import now, today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed

CLOCK = "enquiry"
# How the first entry of the log came, by the channel of the enquiry.
_METHODS = {
    "freephone": Contact.Method.PHONE,
    "email": Contact.Method.EMAIL,
    "letter": Contact.Method.LETTER,
}


def take_enquiry(
    *,
    actor: Any,
    enquiry_id: UUID,
    facts: dict[str, Any],
    person: dict[str, Any],
    asked: str,
    answered: str,
) -> Enquiry:
    """Keep a new enquiry with who asked, what was asked and answered, and when to come back to it.

    ``facts`` and ``person`` are fields of Enquiry and EnquiryPerson. ``enquiry_id`` comes from the form:
    sent twice, it is one enquiry. Raises DomainError for a code not in use or a moment still to come.
    """
    _allowed(actor)
    _take_turns()
    known = Enquiry.objects.filter(pk=enquiry_id).first()
    if known is not None:
        return known
    _check(facts)
    number = (Enquiry.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    enquiry = Enquiry.objects.create(pk=enquiry_id, number=number, taken_by=actor.user, **facts)
    EnquiryPerson.objects.create(enquiry=enquiry, **person)
    EnquiryContact.objects.create(
        enquiry=enquiry,
        happened_at=enquiry.happened_at,
        method=_METHODS.get(enquiry.channel, Contact.Method.OTHER),
        direction=Contact.Direction.IN,
        result=Contact.Result.REACHED,
        asked=asked.strip(),
        answered=answered.strip(),
        by=actor.user,
    )
    run_clock(enquiry)
    return enquiry


def change_enquiry(*, actor: Any, enquiry: Enquiry, facts: dict[str, Any], person: dict[str, Any]) -> Enquiry:
    """Correct what is known of an open enquiry; its history keeps what stood there before."""
    locked = lock_open(actor, enquiry)
    _check(facts, kept=(locked.channel, locked.who, locked.origin))
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save()
    EnquiryPerson.objects.update_or_create(enquiry=locked, defaults=person)
    run_clock(locked)
    return locked


def log_enquiry_contact(
    *, actor: Any, enquiry: Enquiry, contact_id: UUID, come_back_on: date, **facts: Any
) -> EnquiryContact:
    """Log a contact of the office with whoever enquired, and when to come back to it (CAMB-20).

    Sending it twice keeps it once. Raises DomainError for a contact still to come.
    """
    locked = lock_open(actor, enquiry)
    known = EnquiryContact.objects.filter(pk=contact_id, enquiry=locked).first()
    if known is not None:
        return known
    if facts["happened_at"] > now():
        raise DomainError(_("Date and time of the contact must be in the past"))
    made = EnquiryContact.objects.create(pk=contact_id, enquiry=locked, by=actor.user, **facts)
    meet_deadline(CLOCK, None, subject=locked.pk)
    locked.come_back_on = come_back_on
    locked.save(update_fields=["come_back_on"])
    run_clock(locked)
    return made


def close_enquiry(*, actor: Any, enquiry: Enquiry, outcome: str, signposted_to: str = "") -> Enquiry:
    """Say what became of an enquiry that becomes no referral; nothing of it is due any more.

    Raises DomainError where it does not say where somebody was pointed to, or for help to another area
    that no other area asked for.
    """
    locked = lock_open(actor, enquiry)
    if outcome == Enquiry.REFERRAL:
        raise DomainError(_("An enquiry becomes a referral by entering the referral"))
    codelist("enquiry_outcome").validate(outcome, today())
    if outcome == "signposted" and not signposted_to.strip():
        raise DomainError(_("Enter who you pointed them to"))
    if outcome == "assisted" and not locked.is_assistance:
        raise DomainError(_("Only an enquiry of another area’s service ends so"))
    locked.outcome, locked.signposted_to = outcome, signposted_to.strip()
    end(locked)
    return locked


def reopen_enquiry(*, actor: Any, enquiry: Enquiry, come_back_on: date) -> Enquiry:
    """Open an enquiry again that was closed by mistake, or because they asked once more."""
    _allowed(actor)
    locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if locked.outcome == Enquiry.REFERRAL or locked.erased_on:
        raise DomainError(_("This enquiry cannot be opened again. Enter a new one"))
    if locked.is_open:
        return locked
    locked.outcome, locked.signposted_to, locked.closed_on = "", "", None
    locked.erasure_asked_on, locked.erasure_asked_by = None, None
    locked.come_back_on = come_back_on
    locked.save()
    run_clock(locked)
    return locked


def lock_open(actor: Any, enquiry: Enquiry) -> Enquiry:
    """The open enquiry, locked. Raises NotAllowed outside the office, AlreadyDone where it was closed."""
    _allowed(actor)
    locked = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    if not locked.is_open:
        raise AlreadyDone(_("Somebody else has closed this enquiry in the meantime. Nothing was changed."))
    return locked


def end(enquiry: Enquiry) -> None:
    """Save a locked enquiry as closed today and stop its clock."""
    enquiry.closed_on, enquiry.come_back_on = today(), None
    enquiry.save()
    meet_deadline(CLOCK, None, subject=enquiry.pk)


def run_clock(enquiry: Enquiry) -> None:
    """Let the clock of an open enquiry run to the date it is to be come back to."""
    running = Deadline.objects.running().filter(case=None, kind=CLOCK, subject=enquiry.pk)
    if not running.update(due_on=enquiry.come_back_on):
        open_deadline(CLOCK, None, due_on=enquiry.come_back_on, subject=enquiry.pk, label=str(enquiry.number))


def _check(facts: dict[str, Any], kept: tuple[str, ...] = ()) -> None:
    for name, field in (
        ("enquiry_channel", "channel"),
        ("enquirer", "who"),
        ("awareness_origin", "origin"),
    ):
        if facts[field] not in kept:
            codelist(name).validate(facts[field], today())
    if facts["happened_at"] > now():
        raise DomainError(_("Date and time of the enquiry must be in the past"))


def _take_turns() -> None:
    """Two enquiries entered at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('referrals_enquiry'), ctx_scheme()::int)")


def _allowed(actor: Any) -> None:
    if not actor.may(policies.ENQUIRIES):
        raise NotAllowed(_("Only the RJ office works enquiries."))
