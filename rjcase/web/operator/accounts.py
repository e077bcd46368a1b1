"""Accounts, for operators: shutting one, and opening it again with a reason. Never a password."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.models import AccountChange, User
from rjcase.access.pages import FormPage
from rjcase.access.services.accounts import open_again, shut_as_operator
from rjcase.designsystem.forms import GovukForm
from rjcase.web.operator.base import OperatorPage
from rjcase.web.scheme.deactivate import ShutForm

MOST = 200


class FindForm(GovukForm):
    """Whose account."""

    email = forms.EmailField(
        label=_("Email address of the account"),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if not User.objects.filter(email=email).exists():
            raise forms.ValidationError(gettext("No account has this email address"))
        return email


class Accounts(OperatorPage, FormPage):
    """`/operator/accounts/`: finds an account by its address; lists those that are shut."""

    template_name = "web/operator/accounts.html"
    title = _("Accounts")
    form_class = FindForm

    def page_context(self) -> dict[str, Any]:
        shut = User.objects.filter(is_active=False).order_by("email")[:MOST]
        changes = AccountChange.objects.filter(user__in=list(shut), what=AccountChange.What.SHUT)
        latest = {row.user_id: row for row in changes.select_related("by").order_by("at")}
        return {"rows": [(user, latest.get(user.pk)) for user in shut]}

    def save(self, form: FindForm) -> str:
        user = User.objects.get(email=form.cleaned_data["email"])
        return reverse("operator:account", kwargs={"user": user.pk})


class OpenForm(GovukForm):
    """Why the account is opened again."""

    note = forms.CharField(
        label=_("Why the account is opened again"),
        help_text=_("Such as who asked for it, and how you know that it is them."),
        max_length=200,
        error_messages={"required": _("Enter why the account is opened again")},
    )


class Account(OperatorPage, FormPage):
    """`/operator/accounts/<id>/`: what became of it, and the one thing to do: shut it, or open it again."""

    template_name = "web/operator/account.html"
    title = _("Account")
    user: User

    def load(self) -> None:
        super().load()
        found = User.objects.filter(pk=self.kwargs["user"]).first()
        if found is None:
            raise Http404
        self.user = found
        self.form_class = ShutForm if found.is_active else OpenForm  # type: ignore[misc]

    def page_context(self) -> dict[str, Any]:
        return {
            "page_title": self.user.email,
            "account": self.user,
            "is_self": self.user.pk == self.operator.pk,
            "changes": AccountChange.objects.filter(user=self.user).select_related("by").order_by("-at"),
            "button": _("Deactivate account") if self.user.is_active else _("Open account again"),
            "back_url": reverse("operator:accounts"),
        }

    def save(self, form: Any) -> str:
        if self.user.is_active:
            shut_as_operator(operator=self.operator, user=self.user, **form.cleaned_data)
            messages.success(self.request, gettext("Account deactivated. They have been told by e-mail"))
        else:
            open_again(operator=self.operator, user=self.user, **form.cleaned_data)
            messages.success(self.request, gettext("Account opened. They have been sent a link"))
        return reverse("operator:account", kwargs={"user": self.user.pk})
