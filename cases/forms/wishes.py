"""What a party said about meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practitioners.forms.register import areas, languages
from practitioners.models import Practitioner
from rjcase.designsystem.forms import GovukForm


class WishForm(GovukForm):
    """Where and when a party can meet, in which languages, and what they wish of their facilitator."""

    areas = forms.MultipleChoiceField(
        label=_("Areas where they can meet"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("When they can meet"),
        choices=Practitioner.Time.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("What they wish of their facilitator"),
        help_text=_("For example a woman, or somebody who knows their culture. The office reads this."),
        max_length=500,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages they speak"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    presentation = {name: {"small": True} for name in ("areas", "times", "languages")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["languages"].choices = languages()  # type: ignore[attr-defined]
        known = areas()
        self.fields["areas"].choices = known  # type: ignore[attr-defined]
        if not known:
            del self.fields["areas"]
