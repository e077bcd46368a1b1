"""Closing a case: in its time, with updates going on, or early."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import EndingNotice, Withdrawal
from agreements.selectors import files_by_party, owed_deadlines
from agreements.services.agree import end_clocks
from cases import reach
from cases.models import Case, Consent, Contact, File, StageChange
from cases.models.case import Face
from cases.services.consents import withdraw_consent
from cases.services.perform import perform
from conferences.services.take_steps import cancel_open
from rjcase.access.actors import Actor
from rjcase.deadlines.models import Deadline
from rjcase.kernel.codelists import codelist
from rjcase.kernel.errors import DomainError

COMPLETED = "completed"


@dataclass(frozen=True)
class Leaver:
    """The party who withdrew, in their own words; ``ends_owed`` where they named what is still owed."""

    file: File
    note: str = ""
    ends_owed: bool = False


def close_case(case: Case, *, actor: Actor, note: str = "", happened_on: date) -> StageChange:
    """Close a completed case; what still runs ends with it. Raises DomainError naming what is missing."""
    change = _complete("close_case", case, actor, note, happened_on)
    _end_running(case, actor, keep=[])
    return change


def close_with_updates(case: Case, *, actor: Actor, note: str = "", happened_on: date) -> StageChange:
    """Close a completed case whose victim is still to hear how the agreement goes; its clocks run on."""
    return _complete("close_with_updates", case, actor, note, happened_on)


def close_updates(case: Case, *, actor: Actor, note: str = "", happened_on: date) -> StageChange:
    """End the updates of a closed case. Raises DomainError while one is owed."""
    change = _complete("close_updates", case, actor, note, happened_on)
    _end_running(case, actor, keep=[])
    return change


def close_early(
    case: Case,
    *,
    actor: Actor,
    reason: str,
    note: str = "",
    happened_on: date,
    leaver: Leaver | None = None,
) -> StageChange:
    """Close a case before its end, with a coded reason (list closure_reason) and who withdrew.

    One-sided readers are told the neutral face of the reason only. What is already owed to the
    other party goes on, unless the withdrawal names it; what was planned is cancelled, with its clocks.
    Everybody else who was spoken to is to be told, neutrally. Raises AlreadyDone if the case is closed.
    """
    reasons = codelist("closure_reason")
    if reason not in reasons or reason == COMPLETED:
        raise DomainError(_("Select why the case is closed"))
    side = reasons.map(reason, "side")
    _check_leaver(reason, side, leaver)
    face = Face(reasons.map(reason, "closure_face"))
    change = perform("close_early", case, actor, reason=reason, note=note, happened_on=happened_on, face=face)
    withdrew = side if leaver is not None else ""
    keep = [] if leaver is not None and leaver.ends_owed else owed_deadlines(case, withdrew)
    if leaver is not None:
        _withdraw(leaver, happened_on, actor)
    _end_running(case, actor, keep=[each.pk for each in keep])
    cancel_open(actor=actor, case=case, reason=_("The case was closed early"))
    _give_notice(case, happened_on, leaver)
    return change


def tell(notice: EndingNotice, *, actor: Actor, told_on: date) -> EndingNotice:
    """Record that a party was told that it did not go ahead. Twice is harmless.

    Raises DomainError while nothing may go out to them.
    """
    found = EndingNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if found.told_on is None:
        stops = reach.stops(notice.file)
        if stops:
            raise DomainError(" ".join(stops))
        found.told_on, found.told_by = told_on, actor.user
        found.save(update_fields=["told_on", "told_by"])
    return found


def _complete(step: str, case: Case, actor: Actor, note: str, on: date) -> StageChange:
    return perform(step, case, actor, reason=COMPLETED, note=note, happened_on=on, face=Face.COMPLETED)


def _check_leaver(reason: str, side: str, leaver: Leaver | None) -> None:
    if not reason.startswith("withdrawn_") or side == "neutral":
        if leaver is not None:
            raise DomainError(_("Select a withdrawal as the reason, or leave out who withdrew"))
        return
    if leaver is None or leaver.file.side != side:
        raise DomainError(_("Select who withdrew"))


def _withdraw(leaver: Leaver, on: date, actor: Actor) -> None:
    """Keep the withdrawal in the party's own file; their consent to take part ends with it."""
    ended = withdraw_consent(
        leaver.file,
        actor=actor,
        purpose=Consent.Purpose.TAKE_PART,
        form=Consent.Form.VERBAL,
        happened_on=on,
        note=leaver.note,
    )
    Withdrawal.objects.create(
        file=leaver.file,
        happened_on=on,
        note=leaver.note,
        ends_owed=leaver.ends_owed,
        consent=ended[0] if ended else None,
        by=actor.user,
    )


def _end_running(case: Case, actor: Actor, keep: list[Any]) -> None:
    running = Deadline.objects.running().filter(case=case).exclude(pk__in=keep)
    end_clocks(running, actor, _("Case closed"))


def _give_notice(case: Case, on: date, leaver: Leaver | None) -> None:
    """Everybody we have spoken to is owed an answer. Nobody hears of it who never heard of the case."""
    files = [
        file
        for file in files_by_party(case).values()
        if file.side != "neutral" and (leaver is None or file.pk != leaver.file.pk)
    ]
    spoken = set(
        Contact.objects.standing()
        .filter(file__in=files, result=Contact.Result.REACHED)
        .values_list("file", flat=True)
    ) | set(Consent.objects.filter(file__in=files).values_list("file", flat=True))
    for file in files:
        if file.pk in spoken:
            EndingNotice.objects.create(file=file, happened_on=on)
