"""What the front door keeps. It belongs to the installation, is read before any scheme is open, and
holds no case data."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rjcase.access.models.people import User
from rjcase.kernel.clock import now
from rjcase.kernel.ids import uuid7


class Throttle(models.Model):
    """How often something was tried within a window. ``key`` is a keyed digest: it names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(help_text="End of the window; the next try begins another.")

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"


class AccountMail(models.Model):
    """An e-mail about an account that is to be sent, or was.

    A row is written for every address somebody typed, known or not, so that a page does the same for
    both. The worker finds out whether there is an account, makes the text and, for a reset, the link:
    neither stands here.
    """

    class Kind(models.TextChoices):
        RESET = "reset", _("Password reset link")
        LOCKED = "locked", _("Too many tries to sign in")
        NEW_PLACE = "new_place", _("Sign-in from a new device or place")
        PASSWORD = "password", _("Password changed")
        FACTOR_ADDED = "factor_added", _("Second step added")
        FACTOR_REMOVED = "factor_removed", _("Second step removed")
        FACTOR_TAKEN = "factor_taken", _("Second step removed by a manager")
        CODES = "codes", _("New recovery codes")
        SHUT = "shut", _("Account deactivated")
        OPENED = "opened", _("Account opened again")
        INVITATION = "invitation", _("Invitation to join")
        GUEST = "guest", _("Link to refer once")
        GUEST_NEWS = "guest_news", _("News for somebody who referred once")

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Nothing to send")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    email = models.CharField(max_length=254)
    detail = models.CharField(max_length=120, blank=True, help_text="Such as the kind of browser.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    next_try_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["next_try_at"], name="access_mail_waiting", condition=models.Q(state="pending")
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class SignIn(models.Model):
    """One session of one person, from sign-in to its end."""

    class End(models.TextChoices):
        SIGNED_OUT = "signed_out", _("Signed out")
        ELSEWHERE = "elsewhere", _("Ended from another device")
        PASSWORD = "password", _("Password changed")
        IDLE = "idle", _("Not used for a while")
        TOO_LONG = "too_long", _("Signed in for too long")
        FACTOR = "factor", _("Second step removed")
        SHUT = "shut", _("Account deactivated")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    device = models.CharField(_("device"), max_length=80)
    place = models.CharField(max_length=64, help_text="Keyed digest of the network; it names no address.")
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, choices=End.choices, blank=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["user", "-started_at"], name="access_signin_mine")
        ]

    def __str__(self) -> str:
        return self.device


class AccountChange(models.Model):
    """An account was shut or opened again: by whom, when and why. Kept for good, changed by nobody."""

    class What(models.TextChoices):
        SHUT = "shut", _("Deactivated")
        OPENED = "opened", _("Opened again")

    class Why(models.TextChoices):
        LEFT = "left", _("They left")
        LOST = "lost", _("A device was lost or stolen")
        MISUSE = "misuse", _("The account may have been misused")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="account_changes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["user", "-at"], name="access_accountchange_of")]

    def __str__(self) -> str:
        return str(self.get_what_display())
