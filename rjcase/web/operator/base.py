"""What every page of the operator is."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from rjcase.access.door import factors
from rjcase.access.door.step_up import ask_factor
from rjcase.access.pages import Page
from rjcase.access.permissions import SIGNED_IN


class OperatorPage(Page):
    """A page for operators of the installation; not there for anybody else."""

    abstract = True
    permission = SIGNED_IN

    @property
    def operator(self) -> Any:
        """The account of whoever is signed in."""
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the second factor where this installation wants one; operators can make schemes."""
        is_theirs = getattr(request.user, "is_operator", False)
        if settings.SECOND_FACTOR and is_theirs and not factors.is_proved(request):
            return ask_factor(request)
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        if not (self.operator.is_active and self.operator.is_operator):
            raise Http404
