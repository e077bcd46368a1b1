"""Asking once more who is there, before something that cannot be taken back."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from rjcase.access.door import factors, kept


def confirm_first(request: HttpRequest) -> HttpResponse:
    """Send the person to show their password or factor, and back; what they typed is kept."""
    if kept.keep(request):
        kept.remember(request, request.path)
    back = request.get_full_path()
    return HttpResponseRedirect(f"{reverse('confirm')}?{urlencode({'next': back})}")


def ask_factor(request: HttpRequest) -> HttpResponse:
    """Send somebody who needs a second factor to show it, or to set one up."""
    user: Any = request.user
    if factors.has_factor(user):
        return confirm_first(request)
    return HttpResponseRedirect(f"{reverse('second-step')}?{urlencode({'next': request.get_full_path()})}")


def is_recent(request: HttpRequest) -> bool:
    """Whether the person has shown who they are within the last quarter of an hour."""
    return factors.seconds_since_proof(request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class StepUp:
    """A page that asks again who is there unless that is known from the last quarter of an hour.

    Put it before the page's base class: ``class EndGrantPage(StepUp, CaseFormPage)``. Asks nothing on an
    installation without second factors (RJCASE_SECOND_FACTOR), unless ``always`` says so.
    """

    always = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = settings.SECOND_FACTOR or self.always
        if wanted and request.user.is_authenticated and not is_recent(request):
            return confirm_first(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
