"""Forms of deadlines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.forms import GovukForm


class WaiveForm(GovukForm):
    """Why something that is due need not be done."""

    reason = forms.CharField(
        label=_("Why it need not be done"),
        help_text=_("Write nothing about a person: everyone who works the case can read it."),
        max_length=300,
        widget=forms.Textarea,
        error_messages={"required": _("Enter why it need not be done")},
    )
