"""Showing a second factor: as the second step of a sign-in, and once more before something grave."""

import json
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rjcase.access.door import events, factors, throttle
from rjcase.access.pages import FormPage
from rjcase.access.permissions import PUBLIC, SIGNED_IN
from rjcase.designsystem.forms import GovukForm
from rjcase.web.accounts.sign_in import safe_next


class ProofForm(GovukForm):
    """A code from an app or a recovery code, or what a security key answered."""

    code = forms.CharField(
        label=_("Security code"),
        help_text=_("The 6 digits that your app shows, or one of your recovery codes."),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    credential = forms.CharField(required=False, max_length=20000, widget=forms.HiddenInput)
    presentation = {"code": {"classes": "govuk-input--width-10"}}

    def __init__(self, user: Any, **options: Any) -> None:
        super().__init__(**options)
        self.user = user
        self.factor: Any = None
        if self.data.get("credential"):
            self.fields["code"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            if cleaned.get("credential"):
                self.factor = factors.check_key(self.user, read_answer(cleaned["credential"]))
            elif cleaned.get("code"):
                self.factor = factors.check_code(self.user, cleaned["code"])
        except ValidationError as refused:
            self.add_error("code", refused)
            return cleaned
        if self.factor is None and "code" not in self.errors:
            self.add_error("code", gettext("Security code is not right, or was used before"))
        return cleaned


def read_answer(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise ValidationError(gettext("The security key did not answer. Try again"))
    return answer


def key_options(user: Any) -> str:
    """Return what a security key of the account is to be asked, as JSON; "" if it has none."""
    if not any(factor.type == factors.Type.WEBAUTHN for factor in factors.factors_of(user)):
        return ""
    return json.dumps(webauthn.begin_authentication(user))


class SecondStepPage(FormPage):
    """The second step of a sign-in: nobody is signed in before it."""

    permission = PUBLIC
    bilingual = True
    template_name = "web/accounts/proof.html"
    title = _("Enter your security code")
    form_class = ProofForm
    stage: Any

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(sensitive_post_parameters("code", "credential")(super().as_view(**initkwargs)))

    def load(self) -> None:
        self.stage = LoginStageController.enter(self.request, AuthenticateStage.key)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, *args, **kwargs) if self.stage else self.redirect(reverse("login"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.stage:
            return self.redirect(reverse("login"))
        answer = super().post(request, *args, **kwargs)
        if self.form.errors:
            events.note("wrong second step", request, self.stage.login.user.email)
        else:
            events.note("second step shown", request, self.stage.login.user.email)
        return answer

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.stage.login.user}

    def page_context(self) -> dict[str, Any]:
        return {"key_options": key_options(self.stage.login.user), "lost": True}

    def save(self, form: ProofForm) -> str:
        user = self.stage.login.user
        if not user.is_active:
            return reverse("login")
        factors.prove(self.request, user, form.factor)
        return str(self.stage.exit()["Location"])


class PasswordProofForm(GovukForm):
    """The password once more, for an account without a second factor."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, user: Any, **options: Any) -> None:
        super().__init__(**options)
        self.user = user
        self.account = str(user.email)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        counted = (throttle.PROOF, str(self.user.pk))
        if not throttle.take(counted):
            raise ValidationError(gettext("Too many tries. Wait 15 minutes, then try again"))
        if not self.user.check_password(password):
            raise ValidationError(gettext("Password is not right"))
        throttle.forgive(counted)
        return password


class ConfirmPage(FormPage):
    """`/accounts/confirm/`: is it still you? Asked before grants, exports, erasure and factors change."""

    permission = SIGNED_IN
    template_name = "web/accounts/proof.html"
    title = _("Confirm that it is you")
    strong: bool

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        hidden = sensitive_post_parameters("code", "credential", "password")
        return never_cache(hidden(super().as_view(**initkwargs)))

    def load(self) -> None:
        user: Any = self.request.user
        self.strong = factors.has_factor(user)
        self.form_class = ProofForm if self.strong else PasswordProofForm  # type: ignore[misc]

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def page_context(self) -> dict[str, Any]:
        return {
            "key_options": key_options(self.request.user) if self.strong else "",
            "next": safe_next(self.request),
            "why": gettext(
                "What you are about to do gives access, passes data on or cannot be undone. "
                "It is more than 15 minutes since you showed who you are. What you typed is kept."
            ),
        }

    def save(self, form: Any) -> str:
        user: Any = self.request.user
        if self.strong:
            factors.prove(self.request, user, form.factor)
        else:
            record_authentication(self.request, user, "password")
        messages.success(self.request, gettext("Confirmed that it is you, for 15 minutes"))
        return safe_next(self.request) or reverse("account")
