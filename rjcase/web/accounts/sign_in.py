"""Signing in and out."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rjcase.access.door import events, letters, sessions, throttle
from rjcase.access.pages import FormPage, Page
from rjcase.access.permissions import PUBLIC
from rjcase.designsystem.forms import GovukForm


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is on this site; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


class SignInForm(GovukForm):
    """E-mail address and password; one message, and one way through the code, for every failure.

    Known and unknown addresses cost the same queries and one password hash; when a limit is reached
    neither is looked at.
    """

    login = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "login" in cleaned and "password" in cleaned:
            self._try(cleaned["login"].strip().lower(), cleaned["password"])
        return cleaned

    def _try(self, email: str, password: str) -> None:
        address = throttle.client_address(self.request)
        of_account = (throttle.PAIR, f"{email} {address}"), (throttle.ACCOUNT, email)
        if not throttle.take(*of_account, (throttle.ADDRESS, address)):
            events.note("too many tries", self.request, email)
            if throttle.take((throttle.WARNING, email)):
                letters.tell(email, letters.Kind.LOCKED)
            self.add_error("login", gettext("Too many tries. Wait 15 minutes, then try again"))
            return
        self.user = authenticate(self.request, username=email, password=password)
        if self.user is None:
            self.add_error("login", gettext("E-mail address or password is not right"))
            return
        throttle.forgive(*of_account)
        throttle.give_back((throttle.ADDRESS, address))


class SignInPage(FormPage):
    """`/accounts/login/`: the door for everybody who has an account."""

    permission = PUBLIC
    bilingual = True
    template_name = "web/accounts/sign_in.html"
    title = _("Sign in")
    form_class = SignInForm

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(sensitive_post_parameters("password")(super().as_view(**initkwargs)))

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def page_context(self) -> dict[str, Any]:
        return {"next": safe_next(self.request), "ended": self.request.session.pop(sessions.ENDED, "")}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return self.redirect(safe_next(request) or reverse("front"))
        return super().get(request, *args, **kwargs)

    def save(self, form: SignInForm) -> str:
        # A key that was known before the password was given is worth nothing after it.
        self.request.session.cycle_key()
        login = Login(user=form.user, redirect_url=safe_next(self.request) or reverse("front"))
        return str(perform_password_login(self.request, {}, login)["Location"])


class SignOutPage(Page):
    """Ends the session; by POST only, since a link must not sign anybody out."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        logout(request)
        response = self.redirect(reverse("front"))
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
