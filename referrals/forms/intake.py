"""A manager's settings for the intake, and a partner telling a sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.court import LEAST_SUPERVISION
from referrals.triage import FACTORS, MOST
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.journeys import StepForm


class IntakeForm(StepForm):
    """Contact, address, actions of the community remedy, weights."""

    contact_name = forms.CharField(label=_("Name or team"), max_length=120, required=False)
    contact_phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("Email address"), required=False)
    address = forms.CharField(
        label=_("Address for referrals on paper"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    remedies = forms.CharField(
        label=_("Actions of the community remedy"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One on each line, as the local policing body published them."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        contact = ["contact_name", "contact_phone", "contact_email", "address"]
        weights = []
        looks: dict[str, dict[str, Any]] = {}
        for name, factor in FACTORS.items():
            field = f"weight_{name}"
            self.fields[field] = forms.IntegerField(
                label=factor.label,
                min_value=0,
                max_value=MOST,
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"), _("Enter a weight from 0 to 10")
                ),
            )
            if factor.against:
                self.fields[field].help_text = _("Counts where it is not so.")
            looks[field] = {"classes": "govuk-input--width-2"}
            weights.append(field)
        self.presentation = looks
        self.sections = (
            (_("Whom agencies ask about referrals"), contact),
            (_("Out of court"), ["remedies"]),
            (_("What comes first when there is more need than time: 0 to 10"), weights),
        )

    def settings(self) -> dict[str, Any]:
        """The columns of IntakeSettings."""
        given = self.cleaned_data
        lines = [line.strip()[:200] for line in given["remedies"].splitlines()]
        return {
            **{name: given[name] for name in ("contact_name", "contact_phone", "contact_email", "address")},
            "remedies": [line for line in dict.fromkeys(lines) if line],
            "weights": {name: given[f"weight_{name}"] for name in FACTORS},
        }


class SentenceForm(GovukForm):
    """What became of the hearing, told by whoever referred (WTE-2B-05)."""

    sentence = forms.CharField(label=_("Sentence"), max_length=300)
    sentence_on = DatePartsField(label=_("Date of the sentence"), past=True, today=True)
    requirements = forms.CharField(
        label=_("Requirements, with the length of supervision"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A requirement of restorative justice needs %(months)s months of supervision or more.")
        % {"months": LEAST_SUPERVISION},
    )
    offender_manager = forms.CharField(
        label=_("Probation officer, and how to reach them"), max_length=200, required=False
    )

    def text(self) -> str:
        """What stands in the papers."""
        given = self.cleaned_data
        lines = (
            (_("Sentence"), given["sentence"]),
            (_("Date of the sentence"), given["sentence_on"].isoformat()),
            (_("Requirements"), given["requirements"]),
            (_("Probation officer"), given["offender_manager"]),
        )
        return "\n".join(f"{label}: {value}" for label, value in lines if value)
