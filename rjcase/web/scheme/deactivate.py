"""Shutting the account of somebody of the scheme: a leaver, or a device in the wrong hands."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.models import AccountChange
from rjcase.access.services.accounts import shut_as_manager
from rjcase.designsystem.forms import GovukForm
from rjcase.web.scheme.base import SettingsFormPage
from rjcase.web.scheme.person import PersonPage


class ShutForm(GovukForm):
    """Why the account is shut."""

    why = forms.ChoiceField(
        label=_("Why the account is deactivated"),
        choices=AccountChange.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why the account is deactivated")},
    )
    note = forms.CharField(
        label=_("More about it"),
        help_text=_("Operators of the installation read this. Write nothing about a case."),
        max_length=200,
        required=False,
    )


class Deactivate(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/deactivate/`: no sign-in any more, in any scheme; nothing is erased.

    Not one's own account nor an operator's; one that is shut already has no page.
    """

    template_name = "web/scheme/deactivate.html"
    title = _("Deactivate this account")
    form_class = ShutForm
    button = _("Deactivate account")

    def load(self) -> None:
        super().load()
        user = self.membership.user
        if self.is_self or user.is_operator or not user.is_active:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "back_url": self.to_person(),
        }

    def save(self, form: ShutForm) -> str:
        shut_as_manager(actor=self.actor, user=self.membership.user, **form.cleaned_data)
        messages.success(self.request, gettext("Account deactivated. They have been told by e-mail"))
        return self.to_person()
