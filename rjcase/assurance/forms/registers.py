"""Complaints about personal data, and papers outside the office."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from cases.models import File
from rjcase.assurance.models import DataComplaint, PapersOut
from rjcase.designsystem.fields import DatePartsField, DateTimePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import now, today


class ComplaintForm(OnceForm):
    """What somebody says about how their information was handled."""

    about = forms.ChoiceField(
        label=_("What it is about"),
        choices=DataComplaint.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what it is about")},
    )
    text = forms.CharField(label=_("What they say"), max_length=4000, widget=forms.Textarea)
    received_on = DatePartsField(label=_("Date it was received"), past=True, today=True, initial=today)

    presentation = {"about": {"small": True}}


class AnswerForm(GovukForm):
    """Acknowledged, answered, and what follows."""

    acknowledged_on = DatePartsField(label=_("Date you acknowledged it"), past=True, today=True)
    answered_on = DatePartsField(
        label=_("Date you answered it"),
        past=True,
        today=True,
        required=False,
        help_text=_("Leave it empty until you have looked into it."),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=DataComplaint.Outcome.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    answer = forms.CharField(
        label=_("What you answered"), max_length=4000, widget=forms.Textarea, required=False
    )
    lessons = forms.CharField(
        label=_("What you change"), max_length=2000, widget=forms.Textarea({"rows": 3}), required=False
    )
    told_of_regulator = forms.BooleanField(
        label=_("The answer says that they can go to the regulator"), required=False
    )

    presentation = {"outcome": {"small": True}}

    def clean(self) -> dict[str, Any]:
        """An answer is whole."""
        data = super().clean() or {}
        if data.get("answered_on"):
            for name, sentence in (
                ("outcome", _now("Select the outcome")),
                ("answer", _now("Enter what you answered")),
                ("told_of_regulator", _now("The answer must say that they can go to the regulator")),
            ):
                if not data.get(name):
                    self.add_error(name, sentence)
        return data


class TakeOutForm(OnceForm):
    """Which papers leave the office, why that is a risk, and until when."""

    file = forms.ChoiceField(
        label=_("Whose papers"),
        widget=forms.RadioSelect,
        help_text=_("Papers of two sides are never carried together."),
        error_messages={"required": _("Select whose papers they are")},
    )
    what = forms.CharField(label=_("Which papers"), max_length=300)
    risk = forms.ChoiceField(
        label=_("Where the risk is"),
        choices=PapersOut.Risk.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select where the risk is")},
    )
    care = forms.CharField(
        label=_("How they are kept safe"),
        max_length=300,
        help_text=_("For example in a locked case, never in a car."),
    )
    taken_at = DateTimePartsField(label=_("When they are taken"), initial=now)
    due_back_on = DatePartsField(label=_("Day they are back"), today=True, future=True, initial=today)

    presentation = {"file": {"small": True}, "risk": {"small": True}}

    def __init__(self, *args: Any, people: Sequence[File], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(file.pk): file for file in people}
        self.fields["file"].choices = [(pk, str(file)) for pk, file in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_file(self) -> File:
        """The file itself."""
        return self.by_id[self.cleaned_data["file"]]


class BringBackForm(GovukForm):
    """Back, or lost."""

    result = forms.ChoiceField(
        label=_("What became of them"),
        choices=[("back", _("They are back in the office")), ("lost", _("They are lost or stolen"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what became of them")},
    )
    lost_note = forms.CharField(
        label=_("What is known of the loss"),
        max_length=300,
        help_text=_("Report a data breach next: its 72 hours run from now."),
    )
    at = DateTimePartsField(label=_("When"), past=True, initial=now)

    reveals = {"result": {"lost": ["lost_note"]}}
