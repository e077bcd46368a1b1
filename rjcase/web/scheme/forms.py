"""Forms of the settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rjcase.deadlines.rules import UNITS
from rjcase.designsystem.forms import GovukForm

_LONGEST_TEXT = 4000


class ProfileForm(GovukForm):
    """Name, how to reach the service, and what its public page says."""

    name = forms.CharField(label=_("Name of the service"), max_length=120)
    is_listed = forms.BooleanField(
        label=_("Show this service on the front page"),
        help_text=_("Victims, offenders and professionals find it there."),
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("Email address"), required=False)
    address = forms.CharField(
        label=_("Postal address"), max_length=400, required=False, widget=forms.Textarea({"rows": 4})
    )
    about = forms.CharField(
        label=_("About the service"),
        help_text=_("Shown on your public page. Write for somebody who was harmed and reads this upset."),
        max_length=_LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
    complaints = forms.CharField(
        label=_("How to complain"),
        max_length=_LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    presentation = {"phone": {"classes": "govuk-input--width-20"}}


class LabelsForm(GovukForm):
    """The words for a person of each side."""

    harmed = forms.CharField(
        label=_("Word for a victim"),
        help_text=_("For one person, like “Victim” or “Person harmed”."),
        max_length=40,
    )
    responsible = forms.CharField(
        label=_("Word for an offender"),
        help_text=_("For one person, like “Offender” or “Person responsible”."),
        max_length=40,
    )

    presentation = {
        "harmed": {"classes": "govuk-input--width-20"},
        "responsible": {"classes": "govuk-input--width-20"},
    }


class MarkingForm(GovukForm):
    """The classification of records and prints."""

    marking = forms.CharField(
        label=_("Marking"),
        help_text=_("For example OFFICIAL-SENSITIVE. Leave it empty if your records carry none."),
        max_length=60,
        required=False,
    )

    presentation = {"marking": {"classes": "govuk-input--width-20"}}


class DivisionForm(GovukForm):
    """An area or a team."""

    name = forms.CharField(label=_("Name"), max_length=100)
    is_active = forms.BooleanField(
        label=_("In use"),
        help_text=_("Untick it when it is not to be chosen any more. What was recorded with it stays."),
        required=False,
    )


class FixedDeadlineForm(GovukForm):
    """Reminders of a deadline whose date is agreed case by case."""

    remind_days_before = forms.IntegerField(
        label=_("Days before the date to send a reminder"),
        min_value=0,
        max_value=60,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )

    presentation: dict[str, Any] = {"remind_days_before": {"classes": "govuk-input--width-3"}}


class DeadlineForm(FixedDeadlineForm):
    """Length and reminder of a deadline that is counted from an event."""

    amount = forms.IntegerField(
        label=_("Length"), min_value=1, max_value=365, widget=forms.TextInput({"inputmode": "numeric"})
    )
    unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=[(unit.value, words) for unit, words in UNITS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what the length is counted in")},
    )
    field_order = ["amount", "unit", "remind_days_before"]

    presentation = {
        **FixedDeadlineForm.presentation,
        "amount": {"classes": "govuk-input--width-3"},
    }
