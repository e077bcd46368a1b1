"""Going on with a spreadsheet, in the request while it is short, else by the worker, one batch at a time."""

import logging
from typing import Any
from uuid import UUID

from django.db import transaction

from referrals import policies
from referrals.bulk.intake import AT_ONCE, check_rows, enter_rows, lock_file, read_file
from referrals.models import IntakeFile
from rjcase.access.actors import actor_for
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme

logger = logging.getLogger(__name__)

CHECKED_AT_ONCE, ENTERED_AT_ONCE = 100, 20  # rows of one transaction


def go_on(*, actor: Any, scheme: Scheme, file: IntakeFile) -> None:
    """Do what can be done at once with a locked file, and leave the rest to the worker."""
    is_long = file.content is not None and len(file.content) > AT_ONCE
    if is_long or _one_batch(actor, scheme, file):
        ask_worker(actor=actor, scheme=scheme, file=file)


def ask_worker(*, actor: Any, scheme: Scheme, file: IntakeFile) -> None:
    """Ask for the next batches once this request is committed. A lost bell is rung again from the page."""
    scheme_id, file_id, user_id = scheme.pk, str(file.pk), actor.pk

    def press() -> None:
        from referrals.tasks import go_on_with_file

        try:
            go_on_with_file.apply_async((scheme_id, file_id, user_id), retry=False)
        except Exception as problem:  # the rows are safe; the page offers to carry on
            logger.warning("Nobody heard of a spreadsheet (%s).", type(problem).__name__)

    transaction.on_commit(press)


def go_on_to_the_end(*, scheme: Scheme, user: Any, file: UUID) -> None:
    """Batch after batch, each in a transaction of its own, with what the person may do now."""
    more = True
    while more:
        with acting(scheme, user, why="spreadsheet of referrals") as context:
            if not context.scope or not (actor := actor_for(user)).may(policies.REFER):
                return
            found = lock_file(actor=actor, file=file)
            more = found is not None and _one_batch(actor, scheme, found)


def _one_batch(actor: Any, scheme: Scheme, file: IntakeFile) -> bool:
    """Read it, check some rows or enter some; whether more is to be done."""
    read_file(actor=actor, file=file)
    if file.state == IntakeFile.State.CHECKING:
        return check_rows(actor=actor, scheme=scheme, file=file, most=CHECKED_AT_ONCE)
    return enter_rows(actor=actor, scheme=scheme, file=file, most=ENTERED_AT_ONCE)
