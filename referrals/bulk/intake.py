"""Spreadsheets of referrals: taken, read, checked row by row, entered once, thrown away."""

import hashlib
import hmac
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from referrals.bulk import takeover
from referrals.bulk.rows import body_of, digest_of, judge, match
from referrals.bulk.tables import read
from referrals.journey import payload_of
from referrals.models import Agency, ImportedRow, IntakeFile, IntakeRow, Referral
from referrals.models.intake_file import KEPT_FOR
from referrals.selectors import my_agencies
from referrals.services.enter_referral import enter_referral
from referrals.services.full import start_first_contact
from rjcase.documents.uploads.refusals import UploadRefused
from rjcase.kernel.clock import now
from rjcase.kernel.errors import AlreadyDone, DomainError
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

AT_ONCE = 60_000  # bytes: a larger file is read and checked by the worker
_State, _Row = IntakeFile.State, IntakeRow.State


def take_file(
    *, actor: Any, new_id: UUID, agency: Agency | None, purpose: str, name: str, content: bytes
) -> IntakeFile:
    """Keep a spreadsheet as it came. Sent twice, kept once. Only whoever uploaded it sees it."""
    known = IntakeFile.objects.filter(pk=new_id, user_id=actor.pk).first()
    if known is not None:
        return known
    digest = hmac.new(settings.SECRET_KEY.encode(), b"file\0" + content, hashlib.sha256).hexdigest()
    return IntakeFile.objects.create(
        id=new_id,
        user=actor.user,
        agency=agency,
        purpose=purpose,
        name=name[-200:],
        digest=digest,
        content=content,
    )


def lock_file(*, actor: Any, file: UUID) -> IntakeFile | None:
    """The actor's file, locked until the transaction ends; None if it was thrown away."""
    rows = IntakeFile.objects.filter(pk=file, user_id=actor.pk)
    return rows.select_for_update(of=("self",)).first()


def read_file(*, actor: Any, file: IntakeFile) -> None:
    """Turn a waiting file into rows, and let go of its bytes. One that cannot be read says why."""
    if file.state != _State.WAITING:
        return
    try:
        table = read(bytes(file.content or b""))
        also = takeover.spellings() if _is_takeover(file) else None
        meaning = match(table.headings, office=actor.is_office, also=also)
    except UploadRefused as refused:
        file.state, file.problem, file.content = _State.REFUSED, str(refused), None
        _save(file, "problem", "content")
        return
    rows, seen = [], dict[str, int]()
    for number, cells in table.rows:
        body, problems = body_of(cells, meaning)
        digest = digest_of(_same(body), _giver(file))
        row = IntakeRow(
            file=file, user=actor.user, number=number, body=body, problems=problems, digest=digest
        )
        if digest in seen:
            row.state, row.same_as = _Row.SAME, seen[digest]
        seen.setdefault(digest, number)
        rows.append(row)
    IntakeRow.objects.bulk_create(rows, batch_size=200)
    file.state, file.content = _State.CHECKING, None
    _save(file, "content")


def check_rows(*, actor: Any, scheme: Scheme, file: IntakeFile, most: int) -> bool:
    """Check up to so many rows of a locked file; whether any are left."""
    if file.state != _State.CHECKING:
        return False
    rows = list(file.rows.filter(state=_Row.NEW).order_by("number")[:most])
    before = _entered_before(scheme, file, [row.digest for row in rows])
    for row in rows:
        if row.digest in before:
            row.state, row.receipt = _Row.SAME, before[row.digest]
        elif _is_takeover(file) and takeover.has_ended(row.body):
            row.state = _Row.LEFT
        else:
            _journey, problems = _judge(actor, file, row)
            named = {heading for heading, _reason in row.problems}  # said once, by the cell itself
            row.problems += [each for each in problems if each[0] not in named]
            row.state = _Row.WRONG if row.problems else _Row.GOOD
    IntakeRow.objects.bulk_update(rows, ["state", "problems", "receipt"], batch_size=200)
    if len(rows) < most:
        file.state = _State.CHECKED
    _save(file)
    return len(rows) == most


def begin_entering(*, file: IntakeFile, only_good: bool) -> None:
    """Say that the rows of a locked, checked file are to be entered. Said again it changes nothing.

    Raises DomainError where a row is wrong and nobody asked for the good ones alone, or none is good.
    """
    if file.state in (_State.ENTERING, _State.DONE):
        return
    if file.state != _State.CHECKED:
        raise AlreadyDone(_("This file is still being checked. Nothing was entered."))
    if file.rows.filter(state=_Row.WRONG).exists() and not only_good:
        raise DomainError(_("Nothing was entered, because a row is wrong."))
    if not file.rows.filter(state=_Row.GOOD).exists():
        raise DomainError(_("There is no row to enter."))
    file.state = _State.ENTERING
    _save(file)


def enter_rows(*, actor: Any, scheme: Scheme, file: IntakeFile, most: int) -> bool:
    """Enter up to so many good rows of a locked file, each once; whether any are left."""
    if file.state != _State.ENTERING:
        return False
    rows = list(file.rows.filter(state=_Row.GOOD).order_by("number")[:most])
    for row in rows:
        _enter(actor, scheme, file, row)
        row.body = {}
        row.save(update_fields=["state", "body", "problems", "receipt"])
    if len(rows) < most:
        file.state = _State.DONE
        file.rows.update(body={})  # what was not entered is in the person's own spreadsheet
    _save(file)
    return len(rows) == most


def throw_away_file(*, file: IntakeFile) -> None:
    """Delete a file with everything in it; what was entered stays entered."""
    file.delete()


def forget_old_files(scheme: Scheme) -> int:
    """Delete files whose days are over, unread. Returns how many."""
    with acting(scheme, SYSTEM), connection.cursor() as cursor:
        cursor.execute("select forget_intake_files(%s)", [now() - KEPT_FOR])
        return int(cursor.fetchone()[0])


def _enter(actor: Any, scheme: Scheme, file: IntakeFile, row: IntakeRow) -> None:
    """Enter one row by the one function through which every referral enters."""
    journey, problems = _judge(actor, file, row)  # anew: a code may have ended since it was checked
    if problems:
        row.state, row.problems = _Row.WRONG, problems
        return
    if _is_takeover(file):
        payload = takeover.payload(journey, row.body)
    else:
        payload = payload_of(journey, office=actor.is_office)
    origin = _("From row %(row)s of the spreadsheet “%(name)s”.") % {"row": row.number, "name": file.name}
    payload["papers"].append({"kind": "other", "text": origin})  # a file's name may name anybody
    payload |= {"id": str(row.pk), "channel": Referral.Channel.FILE}
    try:
        with transaction.atomic():
            receipt = enter_referral(payload)
            if payload["full_on"]:
                start_first_contact(scheme, receipt.case_id, payload["full_on"])
            _note_origin(actor, scheme, file, row, receipt)
        row.state, row.receipt = _Row.ENTERED, receipt.code
    except IntegrityError:  # a colleague entered the same row a moment ago
        before = _entered_before(scheme, file, [row.digest])
        if row.digest not in before:
            raise
        row.state, row.receipt = _Row.SAME, before[row.digest]


def _note_origin(actor: Any, scheme: Scheme, file: IntakeFile, row: IntakeRow, receipt: Any) -> None:
    with acting(scheme, SYSTEM):  # a partner may not write beside a case
        ImportedRow.objects.create(
            case_id=receipt.case_id,
            giver=_giver(file),
            digest=row.digest,
            receipt=receipt.code,
            file_digest=file.digest,
            number=row.number,
            old_reference=str(row.body.get("takeover.old_reference", ""))[:60],
            by=actor.user,
        )


def _judge(actor: Any, file: IntakeFile, row: IntakeRow) -> Any:
    agencies = list(my_agencies(actor)) if actor.is_office else [file.agency] if file.agency else []
    if not _is_takeover(file):
        return judge(row.body, agencies, agency=file.agency, office=actor.is_office)
    answers = takeover.filled(row.body, actor)
    journey, problems = judge(answers, agencies, agency=file.agency, office=True)
    return journey, [*problems, *takeover.problems_of(row.body)]


def _is_takeover(file: IntakeFile) -> bool:
    return file.purpose == IntakeFile.Purpose.OPEN_CASES


def _same(body: dict[str, Any]) -> dict[str, Any]:
    """What makes two rows the same: the old reference where there is one, else all of it."""
    old = body.get("takeover.old_reference")
    return {"old_reference": old} if old else body


def _entered_before(scheme: Scheme, file: IntakeFile, digests: list[str]) -> dict[str, str]:
    """Receipts of rows of the same giver that were entered already, by digest."""
    with acting(scheme, SYSTEM):
        rows = ImportedRow.objects.filter(giver=_giver(file), digest__in=digests)
        return dict(rows.values_list("digest", "receipt"))


def _giver(file: IntakeFile) -> str:
    return str(file.agency_id or "")


def _save(file: IntakeFile, *more: str) -> None:
    file.moved_at = now()
    file.save(update_fields=["state", "moved_at", *more])
