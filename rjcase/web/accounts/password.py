"""Changing one's password, and choosing a new one by a link that was e-mailed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rjcase.access.door import letters, sessions, throttle
from rjcase.access.models import User
from rjcase.access.pages import FormPage, Page
from rjcase.access.permissions import PUBLIC, SIGNED_IN
from rjcase.designsystem.forms import GovukForm

_TOKEN = "reset_token"  # noqa: S105 - a key of the session
_IN_SESSION = "set"  # stands in the address once the token is in the session


class NewPasswordForm(GovukForm):
    """A new password; the rules stand beside the field."""

    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, user: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        self.account = str(user.email)
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new


class ChangePasswordForm(NewPasswordForm):
    """The old password too: whoever finds an open session cannot take the account."""

    old = forms.CharField(
        label=_("Current password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ["old", "new"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not throttle.take((throttle.PROOF, str(self.user.pk))):
            raise forms.ValidationError(gettext("Too many tries. Wait 15 minutes, then try again"))
        if not self.user.check_password(old):
            raise forms.ValidationError(gettext("Current password is not right"))
        throttle.forgive((throttle.PROOF, str(self.user.pk)))
        return old


def set_password(user: User, new: str, but: HttpRequest | None = None) -> None:
    """Set a password: every session of the account ends but that of a request; its owner is told."""
    user.set_password(new)
    user.save(update_fields=["password"])
    sessions.end_all(user, sessions.End.PASSWORD, but=but)
    letters.tell(user.email, letters.Kind.PASSWORD)


class ChangePasswordPage(FormPage):
    """Changes one's own password and ends every other session of the account."""

    permission = SIGNED_IN
    template_name = "web/form.html"
    title = _("Change your password")
    form_class = ChangePasswordForm

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return sensitive_post_parameters("old", "new")(super().as_view(**initkwargs))

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def page_context(self) -> dict[str, Any]:
        return {"button": _("Change password"), "back_url": reverse("account")}

    def save(self, form: ChangePasswordForm) -> str:
        user: Any = self.request.user
        set_password(user, form.cleaned_data["new"], but=self.request)
        update_session_auth_hash(self.request, user)
        sessions.follow(self.request)
        messages.success(self.request, gettext("Password changed"))
        return reverse("account")


class ForgotForm(GovukForm):
    """Whose password."""

    login = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address that you sign in with."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
    )


class ForgotPage(FormPage):
    """`/accounts/forgot/`: says the same and does the same whether or not there is an account."""

    permission = PUBLIC
    bilingual = True
    template_name = "web/accounts/forgot.html"
    title = _("Choose a new password")
    form_class = ForgotForm

    def save(self, form: ForgotForm) -> str:
        email, address = form.cleaned_data["login"].lower(), throttle.client_address(self.request)
        if throttle.take((throttle.RESET_ACCOUNT, email), (throttle.RESET_ADDRESS, address)):
            letters.tell(email, letters.Kind.RESET)
        return reverse("forgot-sent")


class ForgotSentPage(Page):
    """What happens next, in words that tell nobody whether there is an account."""

    permission = PUBLIC
    bilingual = True
    template_name = "web/accounts/forgot_sent.html"
    title = _("Check your e-mail")


class ResetPage(FormPage):
    """The page behind the e-mailed link. It signs nobody in: the second step is still asked for.

    The link's token goes into the session at once and out of the address, so that neither a referrer
    nor a history shows it.
    """

    permission = PUBLIC
    template_name = "web/form.html"
    title = _("Choose a new password")
    form_class = NewPasswordForm
    user: User | None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(sensitive_post_parameters("new")(super().as_view(**initkwargs)))

    def load(self) -> None:
        token = self.kwargs["token"]
        if token == _IN_SESSION:
            token = self.request.session.get(_TOKEN, "")
        user = self._user()
        self.user = user if user and default_token_generator.check_token(user, token) else None

    def _user(self) -> User | None:
        try:
            pk = int(urlsafe_base64_decode(self.kwargs["uid"]).decode())
        except (ValueError, UnicodeDecodeError):
            return None
        return User.objects.filter(pk=pk, is_active=True).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.user is None:
            return self.over()
        if self.kwargs["token"] != _IN_SESSION:
            request.session[_TOKEN] = self.kwargs["token"]
            return self.redirect(
                reverse("reset-link", kwargs={"uid": self.kwargs["uid"], "token": _IN_SESSION})
            )
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.user is None or self.kwargs["token"] != _IN_SESSION:
            return self.over()
        return super().post(request, *args, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.user}

    def page_context(self) -> dict[str, Any]:
        return {"button": _("Change password")}

    def save(self, form: NewPasswordForm) -> str:
        assert self.user is not None  # noqa: S101 - post() has looked
        self.request.session.flush()
        set_password(self.user, form.cleaned_data["new"])
        messages.success(self.request, gettext("Password changed. Sign in with the new one"))
        return reverse("login")

    def over(self) -> HttpResponseBase:
        """Say that the link is used or too old; the same for one that never was."""
        self.template_name = "web/accounts/reset_over.html"  # type: ignore[misc]
        return self.render(status=410, form=None, page_title=_("This link cannot be used"))
