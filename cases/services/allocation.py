"""Offering a case to a facilitator, the answer, and the end; grants follow in the database."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from cases.matching import stop_words, stops_for
from cases.models import Allocation, Case, OfferReason
from cases.selectors import exact_progress
from cases.services.locks import lock_case
from cases.services.perform import perform
from rjcase.access.labels import side_words
from rjcase.access.models import Membership
from rjcase.audit.reads import log_read
from rjcase.designsystem.words import lower_first
from rjcase.kernel.errors import AlreadyDone, DomainError, NotAllowed
from rjcase.kernel.ids import uuid7
from rjcase.tenancy import SYSTEM, acting
from rjcase.workflow import look, step
from rjcase.workflow.gates import Situation

OPEN = (Allocation.State.OFFERED, Allocation.State.ACCEPTED)
_REFUSALS = frozenset({"23514", "42501", "P0002"})  # what the functions raise, with a sentence
_NOT_OFFERED_AT = frozenset({"received", "closed", "closed_updating"})


def offer_case(
    case: Case, *, actor: Any, user_id: int, sides: str, is_lead: bool = True, override: str = ""
) -> Allocation:
    """Offer a case to a facilitator. The RJ office only (NotAllowed for others).

    A conflict of interest that this person declared is a hard stop (WTE-3.6-01); offering twice gives
    the open offer back. Raises DomainError at a stage where nobody can be allocated. Whoever lacks the
    competence for a sensitive or complex case (WM-7-03), or is at a limit (WTE-3E-03), is asked only with
    ``override``, the reason, which is kept.
    """
    if not actor.may("cases.allocate"):
        raise NotAllowed(_("Only the RJ office offers cases."))
    lock_case(case)
    held = Allocation.objects.filter(case=case, user_id=user_id)
    open_one = held.filter(state__in=OPEN).first()
    if open_one is not None:
        return open_one
    if held.filter(state=Allocation.State.CONFLICT).exists():
        raise DomainError(
            _("This person declared a conflict of interest in this case. Choose somebody else.")
        )
    progress = exact_progress(case)
    if progress is not None and progress.stage in _NOT_OFFERED_AT:
        raise DomainError(_("A case can be offered once it has been found eligible, and until it is closed."))
    _keep_reason(case, actor, user_id, override.strip())
    offer = uuid7()
    call("select offer_case(%s, %s, %s, %s, %s)", [offer, case.pk, user_id, is_lead, sides])
    return Allocation.objects.get(pk=offer)


def _keep_reason(case: Case, actor: Any, user_id: int, reason: str) -> None:
    """Ask for a reason where a rule of the register stands against asking this person, and keep it."""
    member = Membership.objects.live().select_related("user").filter(user_id=user_id).first()
    if member is None:
        return  # the database says that they have no role here
    stops = stops_for(member, case)
    if stops and not reason:
        against = "; ".join(lower_first(stop_words(stop)) for stop in stops)
        raise DomainError(_("Enter why they are asked all the same: %(against)s") % {"against": against})
    if stops:
        OfferReason.objects.create(case=case, user_id=user_id, stops=stops, reason=reason, by_id=actor.pk)


def names_in_offer(offer: Allocation) -> list[dict[str, str]]:
    """The people in a case offered to the acting person, so that they can say whether they know anybody.

    Each has ``role`` and ``name``. The read is logged. Empty once the offer is answered.
    """
    with connection.cursor() as cursor:
        cursor.execute("select file, role, name from offered_names(%s)", [offer.pk])
        rows = cursor.fetchall()
    log_read("cases:offer_to_me", [row[0] for row in rows], why="offer of allocation")
    return [{"role": row[1], "name": row[2]} for row in rows]


def answer_offer(offer: Allocation, *, actor: Any, answer: str, note: str = "") -> str:
    """Answer an offer made to the actor: accepted, declined or conflict. Returns how it stands now.

    Accepting opens the files and, once every side has somebody, moves an eligible case to allocated;
    the step is taken by the system, with the person recorded, since they may work one side only.
    Raises AlreadyDone if the offer was taken back or answered otherwise, DomainError for somebody who
    has no check that is good today.
    """
    state = str(call("select answer_offer(%s, %s, %s)", [offer.pk, answer, note.strip()]))
    if state != answer:
        raise AlreadyDone(_("This offer has been answered or taken back in the meantime."))
    if state == Allocation.State.ACCEPTED:
        _allocate_if_complete(offer, actor)
    return state


def _allocate_if_complete(offer: Allocation, actor: Any) -> None:
    case = Case.objects.select_related("scheme").get(pk=offer.case_id)
    with acting(case.scheme, SYSTEM, why="a facilitator accepted"):
        progress = exact_progress(case)
        item = step("allocate")
        if progress is None or progress.stage not in item.sources:
            return
        if look(item, Situation(case=case, actor=actor, facts={})).is_possible:
            perform("allocate", case, actor)


def end_allocation(allocation: Allocation, *, actor: Any, note: str) -> None:
    """End an allocation, or take an open offer back, with a note; its access ends at once.

    The RJ office only. Doing it twice changes nothing. Raises DomainError without a note.
    """
    if not actor.may("cases.allocate"):
        raise NotAllowed(_("Only the RJ office ends an allocation."))
    if not note.strip():
        raise DomainError(_("Enter the reason"))
    call("select end_allocation(%s, %s)", [allocation.pk, note.strip()[:300]])


def grant_file(
    *, actor: Any, file_id: UUID, user_id: int, verb: int, kind: str, reason: str, until: Any
) -> None:
    """Let one person into one file, with a reason and until a date. The RJ office only.

    ``verb`` is INTERPRET, VIEW or CHANGE of rjcase.tenancy.policies; ``kind`` is supervision, or one of
    FileGrant.OUTSIDE, which needs a date, is for one side only and writes nothing; an interpreter's is
    INTERPRET. The database function holds the rules; DomainError says which one refused.
    """
    if not actor.may("cases.grant"):
        raise NotAllowed(_("Only the RJ office gives access to a file."))
    call("select grant_file(%s, %s, %s, %s, %s, %s)", [file_id, user_id, verb, kind, reason.strip(), until])


def move_grant_end(*, actor: Any, file_id: UUID, user_id: int, until: date, reason: str) -> None:
    """Change the last day of access that was given by hand. The RJ office only."""
    if not actor.may("cases.grant"):
        raise NotAllowed(_("Only the RJ office changes access to a file."))
    call("select move_grant_end(%s, %s, %s, %s)", [file_id, user_id, until, reason.strip()])


def end_grant(*, actor: Any, file_id: UUID, user_id: int, reason: str) -> None:
    """End a person's access to a file at once. The RJ office only; twice changes nothing."""
    if not actor.may("cases.grant"):
        raise NotAllowed(_("Only the RJ office ends access to a file."))
    call("select end_grant(%s, %s, %s)", [file_id, user_id, reason.strip()])


def call(query: str, params: list[Any]) -> Any:
    """Run a database function and return its answer; where it refuses, say its sentence.

    The transaction stays whole.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, params)
            return cursor.fetchone()[0]
    except DatabaseError as refused:
        diagnosis: Any = getattr(refused.__cause__, "diag", None)
        if diagnosis is None or diagnosis.sqlstate not in _REFUSALS:
            raise
        raise DomainError(_said(diagnosis.constraint_name or str(diagnosis.message_primary))) from refused


def _said(sentence: str) -> str:
    known = {
        "cases_filegrant_responsible": _one_side("responsible"),
        "cases_filegrant_harmed": _one_side("harmed"),
        "this person already holds the other side": _("This person already holds a file of the other side"),
        "a liaison's access needs an end date": _("Enter the last day of access"),
        "a liaison is given a party's file only": _(
            "Somebody outside the scheme can be given a party's file only"
        ),
        "a liaison reads and never writes": _("Somebody outside the scheme may read a file, not write in it"),
        "an interpreter sees a name and a language only": _("An interpreter sees a name and a language only"),
        "cover has a first day, a last day and a reason": _(
            "Last day must be today or later, and the same as or after the first day"
        ),
        "this person has this file already": _("This person has this file already"),
        "the case has been closed for too long": _(
            "Access has ended for everybody: the case has been closed too long"
        ),
        "this person has no role for this in the scheme": _(
            "This person’s roles do not allow this kind of access"
        ),
        "this person has no check that is good today": _(
            "This person has no check that is good today. A manager records it under “People”"
        ),
        "this person declared a conflict of interest": _("This person declared a conflict of interest"),
    }
    return known.get(sentence, _("The database refused this: %(reason)s") % {"reason": sentence})


def _one_side(side: str) -> str:
    return _("This role is for files of the %(side)s only") % {"side": lower_first(side_words(side))}
