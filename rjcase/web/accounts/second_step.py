"""Setting up, and taking away, what somebody needs besides the password."""

import base64
import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from rjcase.access.door import factors
from rjcase.access.door.step_up import StepUp
from rjcase.access.pages import FormPage, Page
from rjcase.access.permissions import SIGNED_IN
from rjcase.designsystem.forms import GovukForm
from rjcase.web.accounts.proof import read_answer
from rjcase.web.accounts.sign_in import safe_next


class OwnPage(StepUp, Page):
    """A page about one's own factors: always asks who is there."""

    abstract = True
    permission = SIGNED_IN

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return never_cache(super().as_view(**initkwargs))

    @property
    def user(self) -> Any:
        """Whoever is signed in."""
        return self.request.user


class SecondStepsPage(OwnPage):
    """What is set up, and what can be."""

    template_name = "web/accounts/second_step.html"
    title = _("Second step to sign in")

    def page_context(self) -> dict[str, Any]:
        found = factors.factors_of(self.user)
        return {
            "factors": [(row, str(row)) for row in found],
            "has_app": any(row.type == factors.Type.TOTP for row in found),
            "codes_left": len(factors.unused_codes(self.user)) if found else 0,
            "next": safe_next(self.request),
            "back_url": reverse("account"),
        }


class AppForm(GovukForm):
    """The first code of a new app."""

    code = forms.CharField(
        label=_("Security code"),
        help_text=_("The 6 digits that the app shows now."),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    presentation = {"code": {"classes": "govuk-input--width-10"}}


class AddAppPage(OwnPage, FormPage):
    """An app that shows codes: a picture to scan, and the same in letters."""

    template_name = "web/accounts/add_app.html"
    title = _("Set up an app that shows codes")
    form_class = AppForm

    def page_context(self) -> dict[str, Any]:
        secret = totp.get_totp_secret()
        picture = get_adapter().build_totp_svg(get_adapter().build_totp_url(self.user, secret))
        return {
            "picture": base64.b64encode(picture.encode()).decode(),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "back_url": reverse("second-step"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = self.make_form()
        if self.form.is_valid():
            if factors.add_app(request, self.user, totp.get_totp_secret(), self.form.cleaned_data["code"]):
                return self.redirect(after_adding(request))
            self.form.add_error("code", gettext("Security code is not right. Enter the one shown now"))
        return self.render(form=self.form)


class KeyForm(GovukForm):
    """What one calls a key, and what it answered."""

    name = forms.CharField(
        label=_("Name of the key or device"), help_text=_("Such as “work phone”."), max_length=60
    )
    credential = forms.CharField(
        max_length=20000,
        widget=forms.HiddenInput,
        error_messages={"required": _("The security key did not answer. Try again")},
    )


class AddKeyPage(OwnPage, FormPage):
    """A security key, or the fingerprint or face check of a phone or laptop (WebAuthn)."""

    template_name = "web/accounts/add_key.html"
    title = _("Set up a security key")
    form_class = KeyForm

    def page_context(self) -> dict[str, Any]:
        options = webauthn.begin_registration(self.user, passwordless=False)
        return {"key_options": json.dumps(options), "back_url": reverse("second-step")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = self.make_form()
        if self.form.is_valid():
            try:
                answer = read_answer(self.form.cleaned_data["credential"])
                factors.add_key(request, self.user, self.form.cleaned_data["name"], answer)
                return self.redirect(after_adding(request))
            except ValidationError:
                self.form.add_error(None, gettext("The security key did not answer. Try again"))
        return self.render(form=self.form)


def after_adding(request: HttpRequest) -> str:
    """Recovery codes come next, whatever was set up."""
    messages.success(request, gettext("Second step set up"))
    return reverse("second-step-codes")


class CodesPage(OwnPage):
    """Recovery codes, each good for one sign-in without the device."""

    template_name = "web/accounts/codes.html"
    title = _("Recovery codes")

    def page_context(self) -> dict[str, Any]:
        codes = factors.unused_codes(self.user)
        return {"codes": [f"{code[:5]} {code[5:]}" for code in codes], "back_url": reverse("second-step")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if factors.has_factor(self.user):
            factors.new_codes(self.user)
            messages.success(request, gettext("New recovery codes made. The earlier ones no longer work"))
        return self.redirect(reverse("second-step-codes"))


class RemoveFactorPage(OwnPage):
    """Takes one factor away, after asking."""

    template_name = "web/accounts/remove_factor.html"
    title = _("Remove this second step?")

    def page_context(self) -> dict[str, Any]:
        return {"back_url": reverse("second-step")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        factors.remove(self.user, self.kwargs["factor"])
        messages.success(request, gettext("Second step removed"))
        return self.redirect(reverse("second-step"))
