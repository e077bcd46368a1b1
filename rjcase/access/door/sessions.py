"""Sessions: where somebody is signed in, since when, and how it ends.

A session ends after a while without use, and some hours after sign-in whatever happens; when its
owner ends it from elsewhere, changes the password or is deactivated. The cookie outlives both clocks,
so that a form sent too late still says whose it is and can be kept.
"""

import ipaddress
import re
import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest

from rjcase.access.door import letters
from rjcase.access.door.throttle import client_address, digest
from rjcase.access.models import SignIn, User
from rjcase.kernel.clock import now

End = SignIn.End
STARTED, SEEN, ROW, ENDED = "started", "seen", "sign_in", "ended_how"
TOUCH_AFTER = 60  # seconds: the moment of last use is not written more often
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
)
_MORE = (("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"))
_OTHERS = (("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"))


def device_of(request: HttpRequest) -> str:
    """Name the kind of browser in words, such as "Firefox on Android"; "" when it does not say."""
    agent = str(request.META.get("HTTP_USER_AGENT", ""))
    browser = next((word for mark, word in (*_BROWSERS, *_MORE) if mark in agent), "")
    system = next((word for mark, word in (*_SYSTEMS, *_OTHERS) if mark in agent), "")
    return f"{browser or 'A browser'} on {system}" if system else re.sub(r"[^\w./ -]", "", agent)[:40]


def place_of(request: HttpRequest) -> str:
    """Return a digest of the network that a browser is on; it tells places apart and names none."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    network = ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False)
    return digest("place", str(network))


@receiver(user_logged_in)
def _begin(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    device, place = device_of(request), place_of(request)
    mine = SignIn.objects.filter(user=user)
    strange = not mine.filter(device=device, place=place).exists() and mine.exists()
    row = SignIn.objects.create(
        user=user, session_key=request.session.session_key or "", device=device, place=place
    )
    request.session.update({STARTED: time.time(), SEEN: time.time(), ROW: str(row.pk)})
    if strange:
        letters.tell(user.email, letters.Kind.NEW_PLACE, device)


@receiver(user_logged_out)
def _over(sender: Any, request: HttpRequest, **_kwargs: Any) -> None:
    _close(request, End.SIGNED_OUT)


def _close(request: HttpRequest, how: SignIn.End) -> None:
    SignIn.objects.filter(pk=_row_of(request), ended_at=None).update(ended_at=now(), ended_how=how)


def _row_of(request: HttpRequest) -> UUID:
    """The row of a session; one that there is none of for a session without."""
    return UUID(request.session.get(ROW) or "00000000-0000-0000-0000-000000000000")


def follow(request: HttpRequest) -> None:
    """The session has got another key: keep its row pointing at it."""
    SignIn.objects.filter(pk=_row_of(request)).update(session_key=request.session.session_key)


def why_over(request: HttpRequest) -> SignIn.End | None:
    """Return how the clocks have ended the session of a request, or None while it lives."""
    session, moment = request.session, time.time()
    if moment - session.get(STARTED, moment) > settings.SESSION_HOURS * 3600:
        return End.TOO_LONG
    if moment - session.get(SEEN, moment) > settings.IDLE_MINUTES * 60:
        return End.IDLE
    return None


def touch(request: HttpRequest) -> None:
    """Note that the session is in use, once a minute at most."""
    session, moment = request.session, time.time()
    if moment - session.get(SEEN, 0) > TOUCH_AFTER:
        session.setdefault(STARTED, moment)
        session[SEEN] = moment
        SignIn.objects.filter(pk=_row_of(request)).update(seen_at=now())


def end(request: HttpRequest, how: SignIn.End) -> None:
    """End the session of a request; the next page may say why."""
    _close(request, how)
    logout(request)
    request.session[ENDED] = how


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the session says that somebody signed in, before anybody looks who."""
    return SESSION_KEY in request.session


def live(user: User) -> list[SignIn]:
    """Where somebody is signed in, the latest first; rows whose session is gone are closed."""
    rows = list(SignIn.objects.filter(user=user, ended_at=None).order_by("-seen_at"))
    there = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=now()
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in there]


def end_all(user: User, how: SignIn.End, but: HttpRequest | None = None) -> int:
    """End every session of an account, except that of a request; returns how many."""
    rows = SignIn.objects.filter(user=user, ended_at=None)
    if but is not None:
        rows = rows.exclude(pk=_row_of(but))
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return rows.update(ended_at=now(), ended_how=how)


def end_one(user: User, row: Any, how: SignIn.End) -> None:
    """End one session of an account, on whatever device it is."""
    found = SignIn.objects.filter(user=user, pk=row, ended_at=None).first()
    if found is not None:
        Session.objects.filter(session_key=found.session_key).delete()
        SignIn.objects.filter(pk=found.pk).update(ended_at=now(), ended_how=how)
