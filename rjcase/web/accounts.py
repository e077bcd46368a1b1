"""Signing in and out, and one's own account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rjcase.access.pages import FormPage, Page
from rjcase.access.permissions import PUBLIC, SIGNED_IN
from rjcase.designsystem.forms import GovukForm


class SignInForm(GovukForm):
    """E-mail address and password; one message for every way it can fail."""

    login = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"), max_length=200, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "login" in cleaned and "password" in cleaned:
            self.user = authenticate(
                self.request, username=cleaned["login"].strip().lower(), password=cleaned["password"]
            )
            if self.user is None:
                self.add_error("login", gettext("E-mail address or password is not right"))
        return cleaned


class SignInPage(FormPage):
    """`/accounts/login/`: the door for everybody who has an account."""

    permission = PUBLIC
    template_name = "web/sign_in.html"
    title = _("Sign in")
    form_class = SignInForm

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(sensitive_post_parameters("password")(super().as_view(**initkwargs)))

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def page_context(self) -> dict[str, Any]:
        return {"next": self._next()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return self.redirect(self._next() or reverse("front"))
        return super().get(request, *args, **kwargs)

    def save(self, form: SignInForm) -> str:
        login(self.request, form.user)
        return self._next() or reverse("front")

    def _next(self) -> str:
        """Where the person wanted to go, if that is on this site."""
        wanted = self.request.POST.get("next") or self.request.GET.get("next") or ""
        safe = url_has_allowed_host_and_scheme(
            wanted, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return wanted if safe else ""


class SignOutPage(Page):
    """Ends the session; by POST only, since a link must not sign anybody out."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        logout(request)
        response = self.redirect(reverse("front"))
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class AccountPage(Page):
    """One's own account: what it is called and how to change the password."""

    permission = SIGNED_IN
    template_name = "web/account.html"
    title = _("Your account")


class ChangePasswordForm(GovukForm):
    """The old password and a new one; the rules stand beside the field."""

    old = forms.CharField(
        label=_("Current password"), widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, user: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError(gettext("Current password is not right"))
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new


class ChangePasswordPage(FormPage):
    """Changes one's own password and ends every other session of the account."""

    permission = SIGNED_IN
    template_name = "web/form.html"
    title = _("Change your password")
    form_class = ChangePasswordForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def page_context(self) -> dict[str, Any]:
        return {"button": _("Change password"), "back_url": reverse("account")}

    def save(self, form: ChangePasswordForm) -> str:
        user: Any = self.request.user
        user.set_password(form.cleaned_data["new"])
        user.save(update_fields=["password"])
        update_session_auth_hash(self.request, user)
        messages.success(self.request, gettext("Password changed"))
        return reverse("account")
