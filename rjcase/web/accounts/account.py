"""One's own account, and where it is signed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.door import factors, sessions
from rjcase.access.pages import Page
from rjcase.access.permissions import PUBLIC, SIGNED_IN


class AccountPage(Page):
    """One's own account: what it is called, how it is kept safe, where it is signed in."""

    permission = SIGNED_IN
    template_name = "web/accounts/account.html"
    title = _("Your account")

    def page_context(self) -> dict[str, Any]:
        user: Any = self.request.user
        return {
            "has_factor": factors.has_factor(user),
            "sign_ins": sessions.live(user),
            "this_one": self.request.session.get(sessions.ROW),
        }


class EndSessionsPage(Page):
    """Signs the person out on one other device, or on all of them; by POST only."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if "sign_in" in kwargs:
            sessions.end_one(user, kwargs["sign_in"], sessions.End.ELSEWHERE)
            messages.success(request, gettext("Signed out on that device"))
        else:
            sessions.end_all(user, sessions.End.ELSEWHERE, but=request)
            messages.success(request, gettext("Signed out everywhere else"))
        return self.redirect(reverse("account"))


class StayPage(Page):
    """`/accounts/stay/`: the middleware has noted that the session is in use; 401 when it is over."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return HttpResponse(status=204 if request.user.is_authenticated else 401)
