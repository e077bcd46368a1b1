"""Leaving fast: the target of the "exit this page" button of public pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, have the browser forget this site, and go somewhere harmless.

    A plain link, so that it works at once and without scripts; all it can do is sign someone out.
    """
    request.session.flush()
    response = HttpResponseRedirect(settings.EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
