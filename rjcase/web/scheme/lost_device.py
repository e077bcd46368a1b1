"""Helping somebody who lost the device of their second step, and has no recovery code left."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.door import factors, sessions
from rjcase.designsystem.forms import GovukForm
from rjcase.web.scheme.base import SettingsFormPage
from rjcase.web.scheme.person import PersonPage


class LostDeviceForm(GovukForm):
    """How the manager knows who asks."""

    checked = forms.BooleanField(
        label=_("I have spoken to this person face to face or on a video call, and I know that it is them"),
        error_messages={"required": _("Confirm that you have checked who it is")},
    )


class LostDevice(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/lost-device/`: removes the second step, never sets a password.

    The person is told by e-mail, is signed out everywhere, and sets up a new second step at the next
    sign-in, for which their password is still needed. Nobody does it for themselves or for an operator.
    """

    template_name = "web/scheme/lost_device.html"
    title = _("Remove the second step of a lost device")
    form_class = LostDeviceForm
    button = _("Remove second step")

    def load(self) -> None:
        super().load()
        user = self.membership.user
        if self.is_self or user.is_operator or not factors.has_factor(user):
            raise Http404

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "back_url": self.to_person(),
        }

    def save(self, form: LostDeviceForm) -> str:
        user = self.membership.user
        with transaction.atomic():
            factors.take_away(user)
            sessions.end_all(user, sessions.End.FACTOR)
        messages.success(self.request, gettext("Second step removed. They have been told by e-mail"))
        return self.to_person()
