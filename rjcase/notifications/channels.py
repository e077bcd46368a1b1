"""Handing a message to the world outside. An outcome is one of three: sent, not sent, or unknown."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from rjcase.notifications.models import Notification

# The server answered, and said no: nothing was taken over.
_REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


class NotSent(Exception):
    """The message certainly did not go out, so it may be tried again."""


def send_mail(notification: Notification) -> None:
    """Send one message by e-mail. Raises NotSent if it certainly did not go out.

    Any other exception means that nobody knows, a broken line after the text was handed over for
    instance: then it is never sent again by itself.
    """
    message = EmailMessage(
        subject=notification.title,
        body=notification.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notification.recipient.email],
        headers={"Message-ID": notification.message_id, "Auto-Submitted": "auto-generated"},
    )
    connection = get_connection()
    try:
        connection.open()
    except Exception as problem:
        raise NotSent(type(problem).__name__) from problem
    try:
        connection.send_messages([message])
    except _REFUSALS as refusal:
        raise NotSent(type(refusal).__name__) from refusal
    finally:
        connection.close()
