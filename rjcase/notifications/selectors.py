"""Reads for the office: what went out, what did not, and whether anybody looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from rjcase.kernel.clock import now
from rjcase.notifications.models import Notification, SweepRun

SILENCE = timedelta(minutes=10)  # a sweep comes every minute; ten without one are no accident


def outbox(shown: str = "") -> QuerySet[Notification]:
    """Messages of the scheme, newest first: all, those of a state, or those that need a person."""
    rows = Notification.objects.all()
    if shown == "attention":
        rows = Notification.objects.stuck() | Notification.objects.failed()
    elif shown in Notification.State.values:
        rows = rows.filter(state=shown)
    return rows.select_related("recipient", "case").order_by("-written_at", "-pk")


@dataclass(frozen=True)
class Health:
    """How the reminders of a scheme are doing."""

    last_sweep: datetime | None
    pending: int
    failed: int
    stuck: int

    @property
    def is_silent(self) -> bool:
        """Whether nobody has looked for due things for too long."""
        return self.last_sweep is None or now() - self.last_sweep > SILENCE

    @property
    def needs_attention(self) -> int:
        """Messages that only a person can help along."""
        return self.failed + self.stuck


def health() -> Health:
    """Return how the reminders of the open scheme are doing."""
    run = SweepRun.objects.first()
    stuck = Notification.objects.stuck().values("pk")
    counts = Notification.objects.exclude(state=Notification.State.SENT).aggregate(
        pending=Count("pk", filter=Q(state=Notification.State.PENDING)),
        failed=Count("pk", filter=Q(state=Notification.State.FAILED)),
        stuck=Count("pk", filter=Q(pk__in=stuck)),
    )
    return Health(last_sweep=run.finished_at if run else None, **counts)
