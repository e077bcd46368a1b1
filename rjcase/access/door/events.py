"""What happens at the door, for whoever watches the logs: one line an event, without a name or an address.

An account and a place are digests that only this installation can make, so two lines can be told to be
about one account and nobody learns from the log which it is.
"""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from rjcase.access.door import sessions, throttle

logger = logging.getLogger("rjcase.door")


def note(event: str, request: HttpRequest | None, account: str = "", **facts: str) -> None:
    """Write one event. ``account`` is an e-mail address; what is written is a digest of it."""
    known = {"account": throttle.digest("event", account.lower())[:16]} if account else {}
    place = (
        {"place": sessions.place_of(request)[:16], "device": sessions.device_of(request)} if request else {}
    )
    logger.info(event, extra={"facts": {"event": event, **known, **place, **facts}})


@receiver(user_logged_in)
def _in(sender: Any, request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    note("signed in", request, user.email)


@receiver(user_logged_out)
def _out(sender: Any, request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    note("signed out", request, user.email if user else "")


@receiver(user_login_failed)
def _failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any
) -> None:
    note("wrong password", request, str(credentials.get("username", "")))
