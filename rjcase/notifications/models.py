"""What is to be said to colleagues, and how far saying it has come. The ledger; Redis is a doorbell."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.kernel.clock import now
from rjcase.tenancy.declarations import SchemeForeignKey
from rjcase.tenancy.models import SchemeOwned

STUCK_AFTER = timedelta(minutes=10)  # twice the longest a task may run


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> "NotificationQuerySet":
        """To be sent now."""
        return self.filter(state=Notification.State.PENDING, next_try_at__lte=now())

    def stuck(self) -> "NotificationQuerySet":
        """Taken for sending and never heard of again: perhaps sent, perhaps not. Only a person can tell."""
        return self.filter(state=Notification.State.SENDING, claimed_at__lt=now() - STUCK_AFTER)

    def failed(self) -> "NotificationQuerySet":
        """Given up after several tries."""
        return self.filter(state=Notification.State.FAILED)


class Notification(SchemeOwned):
    """One message to one colleague over one channel: written once, whoever asks how often.

    The unique key is what makes a reminder go out exactly once: two sweeps, a killed worker or a lost
    Redis may all try again, and find the row there. ``due_on`` is in it, so that a date that was
    moved is reminded of anew. ``subject`` is the id of the row it is about. The text holds a case
    reference, what is due and a link, nothing about a person.
    """

    class Kind(models.TextChoices):
        DUE_SOON = "due_soon", _("Due soon")
        OVERDUE = "overdue", _("Overdue")
        OTHER = "other", _("Message")

    class Channel(models.TextChoices):
        OUTBOX = "outbox", _("Local outbox")
        SMTP = "smtp", _("E-mail")

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("No longer needed")

    wall = {
        "kind": "own",
        "column": "recipient_id",
        "sched": "id, scheme_id, kind, due_on, state, claimed_at",
    }

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subject = models.UUIDField()
    deadline = SchemeForeignKey(
        "deadlines.Deadline", on_delete=models.PROTECT, null=True, related_name="notifications"
    )
    case = SchemeForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="notifications")
    due_on = models.DateField(_("due"), null=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(_("problem"), max_length=80, blank=True)
    written_at = models.DateTimeField(default=now, editable=False)
    next_try_at = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "subject", "kind", "due_on", "recipient", "channel"],
                name="notifications_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["scheme", "next_try_at"],
                condition=models.Q(state="pending"),
                name="notifications_waiting",
            ),
            models.Index(fields=["scheme", "-written_at", "-id"], name="notifications_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def message_id(self) -> str:
        """The Message-ID header: made of the key, so a mail server that sees it twice can tell."""
        key = (self.scheme_id, self.subject, self.kind, self.due_on, self.recipient_id, self.channel)
        digest = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:32]
        return f"<{digest}@{urlsplit(settings.BASE_URL).hostname}>"

    @property
    def is_stuck(self) -> bool:
        """Whether a person has to find out if it was sent."""
        return (
            self.state == self.State.SENDING
            and self.claimed_at is not None
            and self.claimed_at < now() - STUCK_AFTER
        )

    @property
    def status(self) -> str:
        """The name of its state for ``{% status_tag %}``."""
        if self.is_stuck:
            return "perhaps_sent"
        return {"pending": "to_send", "sending": "being_sent", "dropped": "not_needed"}.get(
            self.state, self.state
        )


class SweepRun(SchemeOwned):
    """When reminders were last looked for in this scheme: one row, so that silence is noticed."""

    wall = {"kind": "office", "sched": "id, scheme_id, finished_at"}

    finished_at = models.DateTimeField(_("last sweep"))
    written = models.PositiveIntegerField(_("messages written in the last sweep"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme"], name="notifications_sweeprun_one")]
