"""Where browsers tell what the content security policy has blocked (ASVS 3.4.7).

A report is a stranger's word: nothing of it is kept. One line in the log says which rule of our policy was
broken on which of our pages, by their names alone; a report that names neither is a line without them.
"""

import json
import logging
import threading
import time
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = logging.getLogger("rjcase.csp")

_MOST_BYTES = 8192
_MOST_LINES = 20  # a minute, in one process


class _Minute:
    """Counts what happens within a minute, for all threads of the process."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._began, self._count = 0.0, 0

    def take(self) -> bool:
        """Count one; False when the minute is full."""
        with self._lock:
            moment = time.monotonic()
            if moment - self._began >= 60:
                self._began, self._count = moment, 0
            self._count += 1
            return self._count <= self._most


_lines = _Minute(_MOST_LINES)


@csrf_exempt  # the browser itself sends it, without a token; nothing is changed by it
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Note one report and answer nothing. What is too long, or no report, is not looked at further."""
    if _lines.take():
        directive, page = _read(request.read(_MOST_BYTES + 1))
        logger.warning(
            "blocked by the content security policy: %s on %s",
            directive,
            page,
            extra={"facts": {"event": "csp report", "directive": directive, "page": page}},
        )
    return HttpResponse(status=204)


def _read(body: bytes) -> tuple[str, str]:
    """The directive and the page of a report, each one of our own words, or "unknown"."""
    try:
        said = json.loads(body) if len(body) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        said = None
    report = said.get("csp-report") if isinstance(said, dict) else None
    if not isinstance(report, dict):
        return "unknown", "unknown"
    return _directive(report), _page(report.get("document-uri"))


def _directive(report: dict[str, Any]) -> str:
    said = report.get("effective-directive") or report.get("violated-directive")
    named = said.partition(" ")[0] if isinstance(said, str) else ""
    ours: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return next((name for name in ours if named in (name, f"{name}-elem", f"{name}-attr")), "unknown")


def _page(address: Any) -> str:
    try:
        path = urlsplit(address).path if isinstance(address, str) else ""
        return resolve(unquote(path)).view_name
    except (Resolver404, ValueError):
        return "unknown"
