"""The form of a retention class."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.forms import GovukForm
from rjcase.rights.models import RetentionClass

LONGEST = 1200


class RetentionForm(GovukForm):
    """Which closed cases, how long, and why that long."""

    name = forms.CharField(label=_("Name"), max_length=80)
    outcome = forms.ChoiceField(
        label=_("Closed cases it is for"),
        choices=RetentionClass.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which closed cases it is for")},
    )
    only_sensitive = forms.BooleanField(label=_("Only cases marked as sensitive"), required=False)
    months = forms.IntegerField(
        label=_("Months to keep after closing"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    reason = forms.CharField(label=_("Why this long"), max_length=300, required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    presentation = {"months": {"classes": "govuk-input--width-4"}}
