"""Opens the scheme named by the address around view and rendering: one transaction a request."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from rjcase.access.actors import actor_for
from rjcase.access.door import check, factors
from rjcase.access.door.step_up import ask_factor
from rjcase.access.labels import labels
from rjcase.access.permissions import PUBLIC as PUBLIC_PAGE
from rjcase.tenancy import PUBLIC, acting
from rjcase.tenancy.models import Scheme

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class SchemeMiddleware:
    """First wall: the address. No membership and no such scheme answer alike.

    Addresses without a scheme in them (sign-in, health, the front page) pass through. Inside,
    ``request.current_scheme`` is the scheme and ``request.actor`` the actor (None on public pages).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.actor = request.current_scheme = None
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if "scheme" not in match.kwargs:
            return self.get_response(request)
        if "\0" in request.path_info:  # no name or reference holds one, and PostgreSQL takes none
            return self._not_there(request)
        page = getattr(match.func, "view_class", None)
        is_public = getattr(page, "permission", None) == PUBLIC_PAGE
        if not is_public and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        scheme = Scheme.objects.filter(slug=match.kwargs["scheme"]).first()
        if scheme is None:
            return self._not_there(request)
        # Some public pages are written by strangers only: there, nobody is who they are elsewhere.
        as_public = is_public and getattr(page, "as_public", False)
        if request.user.is_authenticated and not as_public:
            answer = self._as_member(request, scheme, page, match.view_name)
            if answer is not None:
                return answer
        return self._as_public(request, scheme) if is_public else self._not_there(request)

    def _as_member(self, request: Any, scheme: Scheme, page: Any, name: str) -> HttpResponseBase | None:
        """Answer as somebody of the scheme; None for whoever is none, or nobody yet on a public page."""
        user = request.user
        with acting(scheme, user) as context:
            if not context.scope:
                return None
            if factors.is_needed(check.held_roles(user)) and not factors.is_proved(request):
                return None if getattr(page, "permission", "") == PUBLIC_PAGE else ask_factor(request)
            opens_settings = user.waits_for_check and check.keeps_open(user, page, name)
            if not opens_settings:
                if user.waits_for_check and check.waits(user, page, name):
                    return HttpResponseRedirect(reverse(check.EXPLAINED_AT, kwargs={"scheme": scheme.slug}))
                request.current_scheme, request.actor = scheme, actor_for(user)
                return self._respond(request)
        with acting(scheme, check.Keeper(user)):
            request.current_scheme, request.actor = scheme, check.full_actor(user)
            return self._respond(request)

    def _as_public(self, request: Any, scheme: Scheme) -> HttpResponseBase:
        request.current_scheme = scheme
        with acting(scheme, PUBLIC):
            return self._respond(request)

    def _respond(self, request: Any) -> HttpResponseBase:
        labels()  # read now, so that a page asks the database as often whether or not it names a side
        response = self.get_response(request)
        if response.status_code >= 500 or getattr(request, "failed", False):
            # An exception became a response below us: nothing it wrote may stay.
            transaction.set_rollback(True)
        elif getattr(response, "streaming", False):
            raise RuntimeError("A stream would run after its transaction: read first, then answer.")
        return response

    def _not_there(self, request: HttpRequest) -> HttpResponse:
        from django.urls import get_resolver

        handler: Any = get_resolver().resolve_error_handler(404)
        response: HttpResponse = handler(request, exception=Http404())
        return response

    def process_exception(self, request: Any, exception: Exception) -> None:
        request.failed = True
