"""Slowing down whoever sends too much, without a puzzle. Counts in the cache, keyed by a digest."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address a request comes from: behind our own proxy the last one it added."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def allowed(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more ``what`` from this address; False beyond ``most`` within ``seconds``.

    The cache keeps a keyed digest, never the address. A cache that is away slows down nobody.
    """
    digest = hmac.new(
        settings.SECRET_KEY.encode(), client_address(request).encode(), hashlib.sha256
    ).hexdigest()
    key = f"throttle:{what}:{digest}"
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it ended between the two, or nothing is kept
        return True
