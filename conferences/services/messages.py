"""Messages of an indirect exchange: written, checked, withheld, delivered."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.models import Consent, Disclosure, File, Party, SharingTest
from cases.selectors import has_live_consent, live_consent
from cases.sharing import wrong_handling
from conferences.models import DeliveredMessage, Message, Participant, Process
from conferences.services.locks import lock_open_process, lock_running_process, require_gates
from rjcase.kernel.clock import now
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import AlreadyDone, DomainError

State = Message.State
_THINGS = {
    "video": Disclosure.Thing.RECORDING,
    "audio": Disclosure.Thing.RECORDING,
    "writing": Disclosure.Thing.LETTER,
}
_BETWEEN = {Party.Role.VICTIM, Party.Role.OFFENDER}


def write_message(
    *,
    actor: Any,
    process: Process,
    from_party: Party,
    to_party: Party,
    medium: str,
    text: str,
    written_on: date,
) -> Message:
    """Keep a message in its sender's file, next in the order of the exchange.

    Sender and receiver are a victim and an offender who take part in the exchange, else DomainError.
    The same message sent twice is kept once.
    """
    process = lock_open_process(process)
    if process.is_meeting:
        raise DomainError(_("Messages belong to an indirect exchange."))
    files = dict(
        Participant.objects.filter(process=process, party__in=[from_party, to_party]).values_list(
            "party_id", "file_id"
        )
    )
    if len(files) != 2 or {from_party.role, to_party.role} != _BETWEEN:
        raise DomainError(_("Select a victim and an offender who take part, one to send and one to receive"))
    same = Message.objects.filter(
        process=process, from_party=from_party, to_party=to_party, text=text, state=State.DRAFT
    ).first()
    if same is not None:
        return same
    last = Message.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    return Message.objects.create(
        file_id=files[from_party.pk],
        process=process,
        from_party=from_party,
        to_party=to_party,
        number=last + 1,
        medium=medium,
        text=text,
        written_on=written_on,
        written_by=actor.user,
    )


def check_message(*, actor: Any, message: Message, text: str, edit_reason: str = "") -> Message:
    """Say that a message is fit to be delivered, as it is or edited with a reason."""
    message = _lock_open(message)
    if text != message.text and not edit_reason.strip():
        raise DomainError(_("Enter why you edited the message"))
    changes: dict[str, Any] = {"state": State.CHECKED, "checked_by": actor.user, "checked_at": now()}
    if text != message.text:
        changes |= {"text": text, "edit_reason": edit_reason}
    return _change(message, changes)


def withhold_message(*, actor: Any, message: Message, reason: str) -> Message:
    """Decide not to deliver a message, with the reason."""
    message = _lock_open(message)
    if not reason.strip():
        raise DomainError(_("Enter why the message is withheld"))
    return _change(message, {"state": State.WITHHELD, "withheld_reason": reason})


def deliver_message(
    *,
    actor: Any,
    message: Message,
    delivered_at: datetime,
    handling: str = Disclosure.Handling.SHOWN,
    misuse_risk: bool = False,
    misuse_note: str = "",
) -> DeliveredMessage:
    """Give a checked message to its receiver: a process with the same gates as a meeting.

    Puts a copy into the receiver's file and keeps the disclosure with the consent it stands on, whether
    it was left with them or only shown (WTE-4.4-06, WTE-4.4-07), and how that was weighed. Raises
    DomainError naming what is missing, AlreadyDone if it was delivered or withheld.
    """
    message = _lock_open(message)
    process = lock_running_process(message.process)
    if message.state != State.CHECKED:
        raise DomainError(_("Check the message before it is delivered"))
    thing = _THINGS.get(message.medium, Disclosure.Thing.INFORMATION)
    if problem := wrong_handling(thing, handling, misuse_risk=misuse_risk):
        raise DomainError(problem)
    receiver = File.objects.get(case_id=process.case_id, party_id=message.to_party_id)
    require_gates(process.case, actor, [message.file, receiver])
    disclosure = Disclosure.objects.create(
        file=message.file,
        to_party_file=receiver,
        from_whom=str(message.from_party),
        to_kind=Disclosure.To.PARTY,
        to_whom=str(message.to_party),
        thing=thing,
        handling=handling,
        purpose=Disclosure.Purpose.ARRANGE,
        what=_("Message %(number)s of the exchange: %(medium)s")
        % {"number": message.number, "medium": codelist("indirect_medium").label(message.medium)},
        basis=Disclosure.Basis.CONSENT,
        consent=_consent_to_pass_on(message.file),
        by=actor.user,
        happened_at=delivered_at,
    )
    SharingTest.objects.create(
        file=message.file,
        disclosure=disclosure,
        why_needed=_("Delivered as a message of the exchange, checked before: its sender wants it heard."),
        why_no_less=misuse_note.strip(),
        told=SharingTest.Told.BEFORE,
        misuse_risk=misuse_risk,
        by=actor.user,
    )
    _change(message, {"state": State.DELIVERED})
    return DeliveredMessage.objects.create(
        file=receiver,
        process=process,
        message=message,
        disclosure=disclosure,
        from_party_id=message.from_party_id,
        number=message.number,
        medium=message.medium,
        text=message.text,
        delivered_at=delivered_at,
        by=actor.user,
    )


def _consent_to_pass_on(file: File) -> Consent:
    """The consent a delivery stands on: the sender's answer about sharing, else to taking part.

    A "no" to sharing stops it, whatever they said about taking part.
    """
    share = live_consent(file, Consent.Purpose.SHARE)
    purpose = Consent.Purpose.SHARE if share else Consent.Purpose.TAKE_PART
    consent = share or live_consent(file, purpose)
    if consent is None or not has_live_consent(file, purpose):
        raise DomainError(_("%(party)s has not agreed to share this") % {"party": file})
    return consent


def _lock_open(message: Message) -> Message:
    """Lock a message behind its exchange. Raises AlreadyDone once it is delivered or withheld."""
    lock_open_process(message.process)
    found = (
        Message.objects.select_for_update(of=("self",))
        .select_related("process", "file", "to_party", "from_party")
        .get(pk=message.pk)
    )
    if not found.is_open:
        raise AlreadyDone(
            _("Somebody else has recorded this message as “%(state)s” in the meantime. Nothing was changed.")
            % {"state": found.get_state_display()}
        )
    return found


def _change(message: Message, changes: dict[str, Any]) -> Message:
    Message.objects.filter(pk=message.pk).update(**changes)
    for name, value in changes.items():
        setattr(message, name, value)
    return message
