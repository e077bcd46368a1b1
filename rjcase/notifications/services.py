"""Writing messages, and what a person does about those that did not go out."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from rjcase.kernel.clock import now
from rjcase.kernel.errors import AlreadyDone
from rjcase.notifications.doorbell import ring
from rjcase.notifications.models import Notification
from rjcase.tenancy import SYSTEM, acting, current
from rjcase.tenancy.models import Scheme


def current_channel() -> str:
    """The channel that this installation sends over."""
    return str(settings.NOTIFY_CHANNEL)


def notify(
    *,
    subject: UUID,
    recipients: Iterable[Any],
    title: str,
    body: str,
    case: Any = None,
    on: date | None = None,
) -> None:
    """Write a message to colleagues about one row, in the open transaction; sent after it commits.

    Once for each ``subject``, recipient and date ``on``. Texts hold a case reference, what is to be
    done and a link, never anything about a person.
    """
    context = current()
    if context is None or context.scheme is None:
        raise RuntimeError("notify() is called inside acting(scheme, actor).")
    scheme = Scheme.objects.get(pk=context.scheme)
    rows = [
        Notification(
            scheme_id=scheme.pk,
            kind=Notification.Kind.OTHER,
            subject=subject,
            case=case,
            due_on=on,
            recipient_id=user,
            channel=current_channel(),
            title=title,
            body=body,
        )
        for user in sorted({getattr(who, "pk", who) for who in recipients})
    ]
    with acting(scheme, SYSTEM, why="notify"):  # messages to others are not the sender's own rows
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
        ring(scheme)


def send_again(notification: Notification, actor: Any, scheme: Any) -> None:
    """Put a failed or stuck message back in the queue, on a person's word that it was not sent."""
    _settle(notification, actor, state=Notification.State.PENDING, attempts=0, next_try_at=now())
    ring(scheme)


def mark_sent(notification: Notification, actor: Any) -> None:
    """Close a stuck message, on a person's word that it was sent."""
    _settle(notification, actor, state=Notification.State.SENT, sent_at=now())


def _settle(notification: Notification, actor: Any, **changes: Any) -> None:
    waiting = Notification.objects.stuck() | Notification.objects.failed()
    changed = waiting.filter(pk=notification.pk).update(settled_by=actor.user, claimed_at=None, **changes)
    if not changed:
        raise AlreadyDone(_("Somebody else has dealt with this message in the meantime."))
