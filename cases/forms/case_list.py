"""Filters and search of the case list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.case import Stage
from cases.people import facilitators
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS


class CaseFilter(GovukForm):
    """What to show. Every field may stay empty."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        help_text=_("Reference, name or crime number"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[("", _("Any stage")), *Stage.choices], required=False
    )
    facilitator = forms.ChoiceField(label=_("Facilitator"), choices=(), required=False)
    offence = forms.ChoiceField(label=_("Offence group"), choices=(), required=False)
    overdue = forms.BooleanField(label=_("Something is late"), required=False)

    presentation = {name: {"optional": False} for name in ("q", "stage", "facilitator", "offence")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offences = CODE_LISTS["offence_group"].choices(today())
        self.fields["facilitator"].choices = [("", _("Anybody")), *facilitators()]  # type: ignore[attr-defined]
        self.fields["offence"].choices = [("", _("Any offence")), *offences]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What holds; a value that is no choice filters nothing."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
