"""The sweep: what is due is written down as messages, once each, in one transaction a scheme."""

from datetime import timedelta

from rjcase.deadlines.kinds import KINDS
from rjcase.deadlines.models import Deadline, DeadlineRule
from rjcase.kernel.clock import now, today
from rjcase.notifications.doorbell import ring
from rjcase.notifications.models import Notification, SweepRun
from rjcase.notifications.recipients import recipients
from rjcase.notifications.rounds import go_round
from rjcase.notifications.services import current_channel
from rjcase.notifications.texts import reminder
from rjcase.tenancy import SYSTEM, acting
from rjcase.tenancy.models import Scheme

AT_A_TIME = 1000  # deadlines in one query: a statement takes 65,535 values at most
DEFAULT_DAYS_BEFORE = 2  # for a kind that a later version named and this one does not know


def sweep_scheme(scheme: Scheme) -> int:
    """Write the reminders of a scheme that are due and not written yet; returns how many.

    All or nothing: a worker that dies in the middle leaves no trace, and the next sweep does it
    again. Two at once write the same rows in the same order, and the unique key keeps one of each.
    """
    with acting(scheme, SYSTEM, why="reminders"):
        rows = _missing(scheme)
        Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        SweepRun.objects.update_or_create(defaults={"finished_at": now(), "written": len(rows)})
        go_round(scheme)
        if rows:
            ring(scheme)
    return len(rows)


def _missing(scheme: Scheme) -> list[Notification]:
    """The messages that ought to exist and do not, in the order of their key.

    The order is the same for everyone, so that two sweeps wait for each other and never deadlock.
    """
    wanted = _wanted()
    rows: list[Notification] = []
    for start in range(0, len(wanted), AT_A_TIME):
        rows += _missing_of(scheme, wanted[start : start + AT_A_TIME])
    return rows


def _missing_of(scheme: Scheme, wanted: list[tuple[Deadline, str]]) -> list[Notification]:
    told = recipients([deadline for deadline, _kind in wanted])
    channel = current_channel()
    known = set(
        Notification.objects.filter(deadline__in=[d.pk for d, _kind in wanted], channel=channel).values_list(
            "subject", "kind", "due_on", "recipient_id"
        )
    )
    return [
        _message(scheme, deadline, kind, user, channel)
        for deadline, kind in wanted
        for user in sorted(told[deadline.pk])
        if (deadline.pk, kind, deadline.due_on, user) not in known
    ]


def _message(scheme: Scheme, deadline: Deadline, kind: str, user: int, channel: str) -> Notification:
    title, body = reminder(deadline, kind, scheme)
    return Notification(
        scheme_id=scheme.pk,
        kind=kind,
        subject=deadline.pk,
        deadline=deadline,
        case_id=deadline.case_id,
        due_on=deadline.due_on,
        recipient_id=user,
        channel=channel,
        title=title,
        body=body,
    )


def _wanted() -> list[tuple[Deadline, str]]:
    """Running deadlines to speak of today, each with what is to be said."""
    day = today()
    before = _days_before()
    furthest = day + timedelta(days=max(before.values(), default=DEFAULT_DAYS_BEFORE))
    running = (
        Deadline.objects.running()
        .filter(due_on__lte=furthest)
        .select_related("case")
        .order_by("due_on", "pk")
    )
    wanted: list[tuple[Deadline, str]] = []
    for deadline in running:
        notice = timedelta(days=before.get(deadline.kind, DEFAULT_DAYS_BEFORE))
        if deadline.is_late:
            wanted.append((deadline, Notification.Kind.OVERDUE))
        elif deadline.due_on - notice <= day:
            wanted.append((deadline, Notification.Kind.DUE_SOON))
    return wanted


def _days_before() -> dict[str, int]:
    """How many days before its date each kind is reminded of: the scheme's own, else the default."""
    defaults = {name: kind.remind_days_before for name, kind in KINDS.items()}
    return defaults | dict(DeadlineRule.objects.values_list("kind", "remind_days_before"))
