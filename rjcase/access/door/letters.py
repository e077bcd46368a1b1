"""What people are told by e-mail about their account. No letter holds more than a kind of browser.

A page writes one row, whether or not the address belongs to anybody; the worker looks, writes the
text and sends. So the answer to "I forgot my password" is the same for everybody, in words and in
what the program does for it.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from rjcase.access.door import joining
from rjcase.access.models import AccountMail, User
from rjcase.kernel.clock import now

logger = logging.getLogger(__name__)

Kind, State = AccountMail.Kind, AccountMail.State
# Letters that hold a link which opens something: never printed where others read.
KEYS = (Kind.RESET, Kind.OPENED, Kind.INVITATION, Kind.GUEST, Kind.GUEST_NEWS)
Writer = Callable[[AccountMail], tuple[str, str] | None]
_WRITERS: dict[str, Writer] = {}
MOST_ATTEMPTS = 5
MOST_AT_ONCE = 100
KEPT_FOR = timedelta(days=30)


def register_writer(kind: AccountMail.Kind, write: Writer) -> None:
    """Name who writes the letters of a kind that another app sends; called in ``AppConfig.ready()``.

    ``write`` gives subject and text, or None if there is nobody to write to. It may be asked again about the
    same letter, and must then give the same text.
    """
    _WRITERS[kind] = write


def tell(email: str, kind: AccountMail.Kind, detail: str = "") -> None:
    """Ask for a letter to whoever has the address, and ring for the worker."""
    AccountMail.objects.create(email=email.lower(), kind=kind, detail=detail)
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    from rjcase.access.tasks import letters

    try:
        letters.apply_async(retry=False)
    except Exception as problem:  # the row is safe; the next sweep sends it
        logger.warning("Nobody heard the bell (%s); the next sweep sends.", type(problem).__name__)


def send_waiting() -> int:
    """Send what waits; returns how many letters went out. Any number may run at once."""
    sent = 0
    for _turn in range(MOST_AT_ONCE):
        claimed = _claim()
        if claimed is None:
            break
        sent += _send(claimed)
    return sent


def forget_old() -> None:
    """Remove letters of more than thirty days ago."""
    AccountMail.objects.filter(made_at__lt=now() - KEPT_FOR).delete()


def _claim() -> AccountMail | None:
    with transaction.atomic():
        row = (
            AccountMail.objects.filter(state=State.PENDING, next_try_at__lte=now())
            .select_for_update(skip_locked=True)
            .order_by("next_try_at")
            .first()
        )
        if row is not None:
            row.state, row.attempts = State.SENDING, row.attempts + 1
            row.save(update_fields=["state", "attempts"])
        return row


def _send(row: AccountMail) -> bool:
    written = words(row)
    if written is None:
        _note(row, State.DROPPED)
        return False
    if row.kind in KEYS and _goes_into_a_log():
        _note(row, State.FAILED)
        return False
    subject, text = written
    try:
        EmailMessage(
            subject,
            text,
            settings.DEFAULT_FROM_EMAIL,
            [row.email],
            headers={"Message-ID": f"<{row.pk}@rjcase>", "Auto-Submitted": "auto-generated"},
        ).send()
    except Exception as problem:  # a second letter of this kind harms nobody: try again, each time later
        logger.warning("A letter about an account was not sent (%s).", type(problem).__name__)
        over = row.attempts >= MOST_ATTEMPTS
        row.next_try_at = now() + timedelta(minutes=2**row.attempts)
        _note(row, State.FAILED if over else State.PENDING)
        return False
    row.sent_at = now()
    _note(row, State.SENT)
    return True


def _goes_into_a_log() -> bool:
    """Without a mail server letters are printed. On one's own machine that helps; elsewhere a link to a
    new password or into a scheme would be a key for whoever reads the log."""
    printed = settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    return bool(printed and not (settings.EMBEDDED or settings.DEMO))


def _note(row: AccountMail, state: AccountMail.State) -> None:
    row.state = state
    row.save(update_fields=["state", "next_try_at", "sent_at"])


def reset_link(user: User) -> str:
    """Return the address at which a person chooses a new password, once and within the hour."""
    names = {
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    return str(settings.BASE_URL).rstrip("/") + reverse("reset-link", kwargs=names)


def words(row: AccountMail) -> tuple[str, str] | None:
    """Return subject and text of a letter; None if there is nobody to write to."""
    if row.kind == Kind.INVITATION:
        return joining.letter(row.detail)
    if row.kind in _WRITERS:
        return _WRITERS[row.kind](row)
    user = User.objects.filter(email=row.email, is_active=row.kind != Kind.SHUT).first()
    return _about_account(row, user) if user else None


def _about_account(row: AccountMail, user: User) -> tuple[str, str]:
    subject, text = _TEXTS[Kind(row.kind)]()
    facts: dict[str, Any] = {"detail": row.detail, "when": f"{row.made_at:%d/%m/%Y %H:%M} UTC"}
    if row.kind in _WITH_LINK:
        facts["link"] = reset_link(user)
    end = (
        _("The service sends this message by itself. Do not reply to it.")
        if row.kind in (*_WITH_LINK, Kind.SHUT)
        else _(
            "If this was not you, change your password at once and tell the manager of your service:\n"
            "%(account)s"
        )
        % {"account": settings.BASE_URL.rstrip("/") + reverse("account")}
    )
    return subject, text % facts + "\n\n" + end + "\n"


_WITH_LINK = (Kind.RESET, Kind.OPENED)
_TEXTS = {
    Kind.SHUT: lambda: (
        _("Your account was deactivated"),
        _(
            "Your account was deactivated at %(when)s. You cannot sign in, and you were signed out "
            "everywhere. If you think that this is a mistake, tell the manager of your service."
        ),
    ),
    Kind.OPENED: lambda: (
        _("Your account was opened again"),
        _(
            "Your account was opened again at %(when)s. Your earlier password no longer works.\n\n"
            "To choose a new one, open this link within one hour:\n%(link)s\n\n"
            "If the hour is over, choose “I forgot my password” where you sign in."
        ),
    ),
    Kind.RESET: lambda: (
        _("Choose a new password"),
        _(
            "Somebody asked to choose a new password for your account.\n\n"
            "To choose one, open this link within one hour:\n%(link)s\n\n"
            "If it was not you, you can leave this message. Your password stays as it is."
        ),
    ),
    Kind.LOCKED: lambda: (
        _("Too many tries to sign in to your account"),
        _(
            "Somebody gave a wrong password for your account several times (last at %(when)s). "
            "Sign-in from that place is stopped for a quarter of an hour."
        ),
    ),
    Kind.NEW_PLACE: lambda: (
        _("Your account was used on a new device or in a new place"),
        _(
            "Your account was signed in to at %(when)s with %(detail)s, "
            "on a network or device that is new to us."
        ),
    ),
    Kind.PASSWORD: lambda: (
        _("Your password was changed"),
        _("The password of your account was changed at %(when)s. Every other session was signed out."),
    ),
    Kind.FACTOR_ADDED: lambda: (
        _("A second step was added to your account"),
        _("A second step to sign in (%(detail)s) was added to your account at %(when)s."),
    ),
    Kind.FACTOR_REMOVED: lambda: (
        _("A second step was removed from your account"),
        _("A second step to sign in (%(detail)s) was removed from your account at %(when)s."),
    ),
    Kind.FACTOR_TAKEN: lambda: (
        _("A manager removed the second step of your account"),
        _(
            "A manager of your service removed the second step to sign in from your account at %(when)s, "
            "because they were told that your device is lost. You will be asked to set up a new one when you "
            "next sign in. Your password was not changed."
        ),
    ),
    Kind.CODES: lambda: (
        _("New recovery codes were made for your account"),
        _("New recovery codes were made for your account at %(when)s. Earlier ones no longer work."),
    ),
}
