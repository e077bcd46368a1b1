"""Forms of returns."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.forms import GovukForm


class NarrativeForm(GovukForm):
    """The words that go with the figures."""

    narrative = forms.CharField(
        label=_("What lies behind the figures"),
        help_text=_("Name nobody: commissioners read this."),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
