"""The decision whether a party is suitable."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Suitability
from assessments.models.suitability import CONCERNS_OF
from cases.models import File, Party
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today


class SuitabilityForm(GovukForm):
    """Asks each side what matters on that side."""

    happened_on = DatePartsField(
        label=_("Date of the decision"),
        past=True,
        today=True,
        initial=today,
        error_messages={"required": _("Enter the date of the decision")},
    )
    responsibility = forms.ChoiceField(
        label=_("Do they accept responsibility for the harm?"),
        choices=Suitability.Responsibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they accept responsibility for the harm")},
    )
    own_words = forms.CharField(
        label=_("What they say about it, in their own words"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Enter what they say about it, in their own words")},
    )
    wishes = forms.CharField(
        label=_("What they hope for from taking part"),
        max_length=2000,
        widget=forms.Textarea,
        required=False,
    )
    motive = forms.CharField(
        label=_("Why they want to take part, as you see it"),
        max_length=2000,
        widget=forms.Textarea,
        required=False,
    )
    concerns = forms.MultipleChoiceField(
        label=_("What weighs against taking part"),
        help_text=_("Select all that apply. None of them decides by itself."),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    decision = forms.ChoiceField(
        label=_("Are they suitable to take part?"),
        choices=Suitability.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they are suitable to take part")},
    )
    reasons = forms.CharField(
        label=_("Reasons for your decision"),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Enter the reasons for your decision")},
    )

    presentation = {"responsibility": {"inline": True}, "concerns": {"small": True}}

    def __init__(self, *args: Any, file: File, **options: Any) -> None:
        super().__init__(*args, **options)
        if file.party is None or file.party.role != Party.Role.OFFENDER:
            del self.fields["responsibility"], self.fields["own_words"]
        concerns: Any = self.fields["concerns"]
        concerns.choices = [(code.value, code.label) for code in CONCERNS_OF[file.side]]
