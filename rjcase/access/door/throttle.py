"""Counting tries, per account and per address, in the database: a restart forgets none.

A try is counted *before* it is looked at, so that many at once cannot slip through between looking
and counting; a right answer is forgiven. Keys are digests, made with the secret key: the table names
neither a person nor an address.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from rjcase.access.models import Throttle
from rjcase.kernel.clock import now


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries within ``minutes``."""

    name: str
    most: int
    minutes: int


# Somebody who forgot a password tries it a few times from one place; an office of fifty shares one
# address; a guesser who has many addresses has one account to guess at.
PAIR = Limit("account from address", 5, 15)
ACCOUNT = Limit("account", 20, 60)
ADDRESS = Limit("address", 100, 15)
WARNING = Limit("letter about tries", 1, 24 * 60)
PROOF = Limit("password of an open session", 5, 15)
FACTOR = Limit("second factor", 5, 15)
RESET_ACCOUNT = Limit("reset of account", 3, 60)
RESET_ADDRESS = Limit("reset from address", 20, 60)

Counted = tuple[Limit, str]


def digest(*parts: str) -> str:
    """Return a digest that only this installation can make."""
    text = "\0".join(parts).encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"door\0" + text, hashlib.sha256).hexdigest()


def client_address(request: HttpRequest) -> str:
    """Return the network address of the browser; behind a proxy the one that the proxy saw."""
    seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return seen if settings.BEHIND_PROXY and seen else str(request.META.get("REMOTE_ADDR", ""))


def take(*counted: Counted) -> bool:
    """Count one try under each limit; False if any of them is used up. One statement, whatever comes."""
    moment = now()
    rows = {
        digest(limit.name, what): (limit, moment + timedelta(minutes=limit.minutes))
        for limit, what in counted
    }
    keys = sorted(rows)  # always in one order, so that two never wait for each other
    values = ", ".join(["(%s, 1, %s)"] * len(keys))
    parameters: list[Any] = []
    for key in keys:
        parameters += [key, rows[key][1]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into access_throttle as t (key, count, until) values {values}"  # noqa: S608 - placeholders
            " on conflict (key) do update set"
            " count = case when t.until <= %s then 1 else t.count + 1 end,"
            " until = case when t.until <= %s then excluded.until else t.until end"
            " returning key, count",
            [*parameters, moment, moment],
        )
        return all(count <= rows[key][0].most for key, count in cursor.fetchall())


def forgive(*counted: Counted) -> None:
    """Forget all tries under limits of an account: the right answer was given."""
    Throttle.objects.filter(pk__in=[digest(limit.name, what) for limit, what in counted]).update(count=0)


def give_back(*counted: Counted) -> None:
    """Uncount one try: many people share an address, and one right answer says nothing of the others."""
    keys = [digest(limit.name, what) for limit, what in counted]
    Throttle.objects.filter(pk__in=keys, count__gt=0).update(count=F("count") - 1)


def forget_old() -> None:
    """Remove counts whose window ended a day ago."""
    Throttle.objects.filter(until__lt=now() - timedelta(days=1)).delete()
