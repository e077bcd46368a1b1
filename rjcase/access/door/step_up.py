"""Asking once more who is there, before something that cannot be taken back.

``GRAVE`` is the one list of the addresses that ask; `Page` looks there, so a page is added by a line.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rjcase.access.door import factors, kept

GIVES_ACCESS, TAKES_OUT, DESTROYS, TELLS = "gives access", "takes data out", "destroys data", "tells others"


@dataclass(frozen=True)
class Grave:
    """Why an address asks; ``on_reading`` is off where its page also shows what harms nobody."""

    why: str
    on_reading: bool = True


GRAVE: dict[str, Grave] = {
    # Who gets into a file, a scheme or the installation
    "cases:grant": Grave(GIVES_ACCESS),
    "cases:move_end": Grave(GIVES_ACCESS),
    "cases:offer": Grave(GIVES_ACCESS),
    "cases:open_with_reason": Grave(GIVES_ACCESS),
    "scheme:hand-over": Grave(GIVES_ACCESS),
    "scheme:invite": Grave(GIVES_ACCESS),
    "scheme:invite-again": Grave(GIVES_ACCESS),
    "scheme:change-person": Grave(GIVES_ACCESS),
    "scheme:lost-device": Grave(GIVES_ACCESS),
    "referrals:agency": Grave(GIVES_ACCESS, on_reading=False),
    "referrals:add-system": Grave(GIVES_ACCESS),
    "operator:add": Grave(GIVES_ACCESS),
    "operator:invite-manager": Grave(GIVES_ACCESS),
    "operator:account": Grave(GIVES_ACCESS, on_reading=False),
    # What leaves as a file
    "reporting:download": Grave(TAKES_OUT),
    "scheme:access-list-file": Grave(TAKES_OUT),
    "cases:make_bundle": Grave(TAKES_OUT),
    "cases:bundle": Grave(TAKES_OUT),
    "cases:print_passed_on": Grave(TAKES_OUT),
    # What is gone afterwards
    "cases:propose_erasure": Grave(DESTROYS),
    "cases:propose_case_erasure": Grave(DESTROYS),
    "cases:erasure": Grave(DESTROYS, on_reading=False),
    "referrals:erase-enquiry": Grave(DESTROYS, on_reading=False),
    # What passes from a file to somebody else
    "cases:pass_on": Grave(TELLS),
    "conferences:message-deliver": Grave(TELLS),
}


def confirm_first(request: HttpRequest, *, comes_back: bool = True) -> HttpResponse:
    """Send the person to show their factor or password, and back; what they typed is kept.

    A page that cannot give back a form (a button, a download) leads back to the page it is on.
    """
    if kept.keep(request) and comes_back:
        kept.remember(request, request.path)
    back = request.get_full_path() if comes_back else _came_from(request)
    return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': back})}")


def _came_from(request: HttpRequest) -> str:
    """The page with the button, as the browser says; else the front page, which leads to one's work."""
    said = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(said)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def ask_factor(request: HttpRequest) -> HttpResponse:
    """Send somebody who needs a second factor to show it, or to set one up."""
    user: Any = request.user
    if factors.has_factor(user):
        return confirm_first(request)
    return HttpResponseRedirect(f"{reverse('second-step')}?{urlencode({'next': request.get_full_path()})}")


def is_recent(request: HttpRequest) -> bool:
    """Whether the person has shown who they are within the last quarter of an hour."""
    return factors.seconds_since_proof(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def must_ask(request: HttpRequest) -> bool:
    """Whether this request is for something grave and it is too long since its sender showed who they are.

    Asked of everybody, with the password where there is no second factor. A look at what a page takes
    (OPTIONS) asks nothing.
    """
    match = request.resolver_match
    found = GRAVE.get(match.view_name) if match else None
    if found is None or not request.user.is_authenticated:
        return False
    reads = request.method in ("GET", "HEAD")
    return (request.method == "POST" or (reads and found.on_reading)) and not is_recent(request)


class StepUp:
    """For pages about one's own account: asks again, whatever they are asked for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_recent(request):
            return confirm_first(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
