"""Pages for when something does not work, in plain words, and the same for the API."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from rest_framework.response import Response
from rest_framework.views import exception_handler

logger = logging.getLogger(__name__)

WAIT_SECONDS = 30


def _page(
    name: str, status: int, request: HttpRequest | None = None, title: str = "", **shown: Any
) -> HttpResponse:
    # Whoever is not signed in may be on a public page, and those can be left in one click.
    user = getattr(request, "user", None)
    layout = "page.html" if user is not None and user.is_authenticated else "public.html"
    html = render_to_string(f"errors/{name}.html", {"page_title": title, "layout": layout, **shown}, request)
    return HttpResponse(html, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. "Not yours" and "not there" are one answer, and it names neither."""
    return _page("404", 404, request, gettext("Page not found"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, and this page is not part of the person's work."""
    return _page("403", 403, request, gettext("You cannot open this page"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent could not be read; 413: it is far larger than anything that is taken."""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.UPLOADS["file_bytes"] // 1_000_000
        return _page("too_large", 413, request, gettext("What you sent is too large"), limit=limit)
    return _page("400", 400, request, gettext("We could not read what was sent"))


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Drawn without the request: nothing that may itself be broken is asked."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    try:
        return _page("500", 500, title=gettext("There is a problem with this service"))
    except Exception:  # the page frame itself may be what is broken
        logger.exception("The error page could not be drawn")
        return HttpResponse(gettext("There is a problem with this service"), "text/plain", 500)


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """503: the database is away, for now."""
    response = _page("503", 503, title=gettext("The service is not available just now"))
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: sent too late, twice, or from elsewhere."""
    logger.warning("A form was refused: %s", reason)
    return _page("csrf", 403, request, gettext("This form was not sent"))


def api_errors(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's own answer, and a mark that makes the middleware roll the transaction back.

    REST framework turns an exception into an answer, so the middleware would otherwise never learn
    that something failed, and commit half of it.
    """
    response = exception_handler(exc, context)
    request = context.get("request")
    if request is not None:
        request._request.failed = True
    return response
