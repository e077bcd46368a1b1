"""Delivery: each row is claimed by one worker, and sent by it or by nobody.

pending → sending (committed) → sent. Exactly once ends at the mail server: a worker that dies
between the two leaves the row in ``sending``, where a person looks into it; it is never sent again
by itself. The local outbox has no outside, so there claim and delivery are one transaction.
"""

import logging
from datetime import timedelta

from rjcase.kernel.clock import now
from rjcase.notifications.channels import NotSent, send_mail
from rjcase.notifications.models import Notification
from rjcase.notifications.recipients import is_member
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
MOST_AT_ONCE = 200  # messages in one task, so that it ends well within its time limit


def deliver_pending(scheme: Scheme) -> int:
    """Deliver what waits in a scheme; returns how many went out. Any number may run at once."""
    sent = 0
    for _turn in range(MOST_AT_ONCE):
        claimed = _claim(scheme)
        if claimed is None:
            break
        if claimed.state == Notification.State.SENDING:
            _send(scheme, claimed)
        sent += claimed.state == Notification.State.SENT
    return sent


def _claim(scheme: Scheme) -> Notification | None:
    """Take the next waiting row, if there is one that no other worker holds, and say what became of it."""
    with acting(scheme, SYSTEM, why="delivery"):
        row = (
            Notification.objects.waiting()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("recipient", "deadline")
            .order_by("next_try_at", "pk")
            .first()
        )
        if row is None:
            return None
        row.claimed_at = now()
        if not _still_needed(row):
            row.state = Notification.State.DROPPED
        elif row.channel == Notification.Channel.OUTBOX:
            row.state, row.sent_at = Notification.State.SENT, row.claimed_at
        else:
            row.state, row.attempts = Notification.State.SENDING, row.attempts + 1
        row.save(update_fields=["state", "claimed_at", "sent_at", "attempts"])
        return row


def _still_needed(row: Notification) -> bool:
    """A reminder that waited while its deadline was met, moved or waived would only confuse."""
    due = row.deadline
    if due is not None and (due.met_on or due.waived_at or due.due_on != row.due_on):
        return False
    return is_member(row.recipient)


def _send(scheme: Scheme, row: Notification) -> None:
    try:
        send_mail(row)
    except NotSent as problem:
        _put_back(scheme, row, str(problem))
        return
    except Exception as problem:  # unknown: stays in "sending", for a person
        logger.exception("A message may or may not have been sent.")
        _note(scheme, row, problem=type(problem).__name__)
        return
    row.state = Notification.State.SENT
    _note(scheme, row, state=row.state, sent_at=now(), problem="")


def _put_back(scheme: Scheme, row: Notification, problem: str) -> None:
    """Try again later, each time later; after some tries give up and show it to the office."""
    if row.attempts >= MOST_ATTEMPTS:
        row.state = Notification.State.FAILED
    else:
        row.state = Notification.State.PENDING
    wait = timedelta(minutes=2**row.attempts)
    _note(scheme, row, state=row.state, next_try_at=now() + wait, problem=problem)


def _note(scheme: Scheme, row: Notification, **changes: object) -> None:
    with acting(scheme, SYSTEM, why="delivery"):
        Notification.objects.filter(pk=row.pk, state=Notification.State.SENDING).update(**changes)
