"""Ends sessions whose time is over, before anything else looks who is there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rjcase.access.door import kept, sessions


class SessionEndMiddleware:
    """Nobody is signed in any more on a session that is over; a form sent too late is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if sessions.is_signed_in(request):
            self._look(request)
        return self.get_response(request)

    def _look(self, request: Any) -> None:
        how = sessions.why_over(request)
        if not request.user.is_authenticated:  # deactivated, or the password was changed
            request.session.flush()
        elif how is None:
            sessions.touch(request)
        else:
            was_kept = kept.keep(request)
            sessions.end(request, how)
            if was_kept:
                kept.remember(request, request.path)
