"""A scorecard: every heading for every candidate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practitioners.models import Scorecard
from practitioners.scorecard import HEADINGS, SCORES
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.ids import uuid7


class ScorecardForm(GovukForm):
    """Who, when, by whom; a score for each of the thirteen headings; what was decided."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    candidate = forms.CharField(label=_("Name"), max_length=150)
    seen_on = DatePartsField(label=_("Date of the interview"), past=True, today=True)
    panel = forms.CharField(label=_("Who scored"), max_length=300)
    presentation: dict[str, Any] = {name: {"inline": True, "small": True} for name in HEADINGS}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: dict[str, forms.Field] = {
            name: forms.ChoiceField(
                label=label,
                choices=list(SCORES.items()),
                widget=forms.RadioSelect,
                error_messages={"required": _("Select a score: %(heading)s") % {"heading": label}},
            )
            for name, label in HEADINGS.items()
        }
        asked["note"] = forms.CharField(
            label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea
        )
        asked["decision"] = forms.ChoiceField(
            label=_("Decision"),
            choices=Scorecard.Decision.choices,
            widget=forms.RadioSelect,
            initial=Scorecard.Decision.OPEN,
        )
        self.fields.update(type("Asked", (GovukForm,), asked)().fields)
