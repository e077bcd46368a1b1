"""A job description: its title and the facts of its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practitioners.job_descriptions import FACTS, USUAL_HOURS
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.ids import uuid7

_LONG, _SHORT = 4000, 150


class JobDescriptionForm(GovukForm):
    """Only the title is asked for; the rest is filled in as it is known."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    title = forms.CharField(label=_("Job title"), max_length=_SHORT)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        asked: dict[str, forms.Field] = {
            name: forms.CharField(
                label=label,
                required=False,
                max_length=_LONG if is_long else _SHORT,
                initial=USUAL_HOURS if name == "hours" else "",
                widget=forms.Textarea({"rows": 4}) if is_long else forms.TextInput(),
            )
            for name, (label, is_long) in FACTS[kind].items()
        }
        self.fields.update(type("Asked", (GovukForm,), asked)().fields)
