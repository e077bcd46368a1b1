"""Information requests: sent, chased, answered; what came back goes into the right person's file."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.models import Case, File, Identity, Party, SafeContact
from cases.search import search
from cases.services.locks import lock_file
from cases.services.parties import add_party
from cases.services.people import change_safe_contact, edit_identity
from referrals.models import InformationRequest, RequestChase, RequestedPerson
from rjcase.deadlines.services import meet_deadline, open_deadline
from rjcase.designsystem.words import say_date
from rjcase.documents.models import Document
from rjcase.documents.services import make_document
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import age_on
from rjcase.kernel.errors import AlreadyDone, DomainError

CLOCK = "police_request"
_TEMPLATE = "documents/information_request.html"


def send_request(
    file: File, *, actor: Any, request_id: UUID, born: date | None, **facts: Any
) -> InformationRequest:
    """Keep a request in the papers of a case, make its PDF and start the clock that reminds to chase.

    ``facts`` are fields of InformationRequest. ``request_id`` comes from the form: sent twice, it is one.
    """
    lock_file(file)
    known = InformationRequest.objects.filter(pk=request_id, file=file).first()
    if known is not None:
        return known
    last = InformationRequest.objects.filter(file=file).aggregate(last=Max("number"))["last"] or 0
    row = InformationRequest(pk=request_id, file=file, number=last + 1, by=actor.user, sender=actor.user.name)
    _write(row, born, facts)
    _print(row, actor)
    _run_clock(row, row.requested_on)
    return row


def change_request(
    row: InformationRequest, *, actor: Any, born: date | None, **facts: Any
) -> InformationRequest:
    """Correct a request that is still open, and make its PDF anew; earlier ones stay in the papers."""
    locked = _open(row)
    _write(locked, born, facts)
    _print(locked, actor)
    return locked


def chase_request(
    row: InformationRequest, *, actor: Any, chase_id: UUID, happened_on: date, note: str
) -> RequestChase:
    """Record that somebody asked again; the clock starts anew from that day (WTE-4A-06)."""
    locked = _open(row)
    known = RequestChase.objects.filter(pk=chase_id, request=locked).first()
    if known is not None:
        return known
    _not_before(locked, happened_on)
    made = RequestChase.objects.create(
        pk=chase_id,
        file=locked.file,
        request=locked,
        happened_on=happened_on,
        note=note.strip(),
        by=actor.user,
    )
    meet_deadline(CLOCK, locked.file.case, on=happened_on, subject=locked.pk)
    _run_clock(locked, happened_on)
    return made


def receive_answer(row: InformationRequest, *, received_on: date) -> InformationRequest:
    """Record the day the answer came; nothing is chased any more. Our own systems are checked next."""
    locked = _open(row)
    _not_before(locked, received_on)
    locked.received_on = received_on
    locked.save(update_fields=["received_on"])
    meet_deadline(CLOCK, locked.file.case, on=received_on, subject=locked.pk)
    return locked


def record_own_check(row: InformationRequest, *, checked_on: date, found: str) -> InformationRequest:
    """Record that our own systems were checked after the police answered, and what they hold (WTE-5.8-02)."""
    locked = _locked(row)
    if locked.received_on is None:
        raise DomainError(_("Record the answer of the police first"))
    if not locked.received_on <= checked_on <= today():
        raise DomainError(
            _("Date of the check must be on or after the day the answer came, and not in the future")
        )
    locked.checked_on, locked.found = checked_on, found.strip()
    locked.save(update_fields=["checked_on", "found"])
    return locked


def withdraw_request(row: InformationRequest, *, reason: str) -> InformationRequest:
    """Take back a request that is no longer needed."""
    locked = _open(row)
    locked.withdrawn_on, locked.withdrawn_reason = today(), reason.strip()
    locked.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    meet_deadline(CLOCK, locked.file.case, subject=locked.pk)
    return locked


def enter_person(
    row: InformationRequest,
    *,
    actor: Any,
    entry_id: UUID,
    party_file: File | None,
    who: dict[str, Any],
    where: dict[str, Any],
) -> File:
    """Enter what came back about one victim into their own file; a new victim's file is opened.

    ``who`` and ``where`` are fields of Identity and SafeContact; what is empty changes nothing. No channel
    is called safe by this: nobody has asked the person yet. Sending it twice enters it once.
    """
    locked = _locked(row)
    if locked.received_on is None:
        raise DomainError(_("Record the answer of the police first"))
    known = RequestedPerson.objects.filter(pk=entry_id, request=locked).select_related("party_file").first()
    if known is not None and known.party_file is not None:
        entered: File = known.party_file
        return entered
    told = {name: value for name, value in who.items() if value}
    if party_file is None:
        party_file = add_party(locked.file.case, actor=actor, role=Party.Role.VICTIM, **told)
    elif told:
        edit_identity(party_file, actor=actor, **told)
    _enter_where(party_file, actor, {name: value for name, value in where.items() if value})
    RequestedPerson.objects.create(
        pk=entry_id, file=locked.file, request=locked, party_file=party_file, by=actor.user
    )
    return party_file


def known_elsewhere(row: InformationRequest, case: Case) -> list[Case]:
    """Other cases of the scheme in which the people of a request are named, as far as the actor may see."""
    names = [row.offender_name, *(each.get("name", "") for each in row.victims)]
    entered = Identity.objects.filter(file__in=row.people.values("party_file"))
    names += [person.name for person in entered]
    found: dict[Any, Case] = {}
    for name in {name for name in names if len(name.split()) > 1}:
        for other in search(Case.objects.exclude(pk=case.pk), name).cases[:20]:
            found[other.pk] = other
    return sorted(found.values(), key=lambda one: one.reference)


def _enter_where(file: File, actor: Any, told: dict[str, Any]) -> None:
    current = SafeContact.objects.filter(file=file, until_on=None).first()
    if not told:
        return
    names = [field.name for field in SafeContact._meta.local_fields if field.name not in _OWN]
    facts = {name: getattr(current, name) for name in names} if current else {}
    for field, channels in _USES.items():
        if field in told and told[field] != facts.get(field):
            facts |= dict.fromkeys(channels, False)  # what was said to be safe was said of the old one
    change_safe_contact(
        file,
        actor=actor,
        replaces=current.pk if current else None,
        change_reason=_("As the police told us"),
        **facts | told,
    )


_OWN = {"id", "scheme", "file", "change_reason", "from_on", "until_on", "recorded_at"}
_USES = {
    "address": ("may_write",),
    "phone": ("may_phone", "may_leave_message", "may_text"),
    "email": ("may_email",),
}


def _write(row: InformationRequest, born: date | None, facts: dict[str, Any]) -> None:
    if facts["requested_on"] > today():
        raise DomainError(_("Date of the request must be today or in the past"))
    for name, value in facts.items():
        setattr(row, name, value)
    row.offender_born = say_date(born) if born else ""
    row.offender_age = age_on(born, facts["requested_on"]) if born else None
    row.save()


def _print(row: InformationRequest, actor: Any) -> None:
    """Make the PDF inside a context narrowed to the papers: it holds both sides and is given to neither."""
    case = row.file.case
    reference, agency = case.reference, row.agency.name if row.agency else ""

    def context() -> dict[str, Any]:
        return {
            "asked": InformationRequest.objects.get(pk=row.pk),
            "reference": reference,
            "agency": agency,
            "rows": range(1, row.wanted_count + 1),
        }

    row.document = make_document(
        template=_TEMPLATE,
        file=row.file,
        actor=actor,
        context=context,
        kind=Document.Kind.REQUEST,
        title=_("Victim information request"),
    )
    row.save(update_fields=["document"])


def _run_clock(row: InformationRequest, started_on: date) -> None:
    open_deadline(
        CLOCK, row.file.case, file=row.file, started_on=started_on, subject=row.pk, label=str(row.number)
    )


def _not_before(row: InformationRequest, day: date) -> None:
    if not row.requested_on <= day <= today():
        raise DomainError(_("Date must be on or after the date of the request, and not in the future"))


def _locked(row: InformationRequest) -> InformationRequest:
    lock_file(row.file)
    locked = InformationRequest.objects.select_for_update(of=("self",)).get(pk=row.pk)
    locked.file = row.file
    return locked


def _open(row: InformationRequest) -> InformationRequest:
    locked = _locked(row)
    if not locked.is_open:
        raise AlreadyDone(
            _("Somebody else has dealt with this request in the meantime. Nothing was changed.")
        )
    return locked
