"""Recording a legal bar on contact, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import ContactBar, Party
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm


class BarForm(GovukForm):
    """A legal bar on this person's contact with another."""

    source = forms.ChoiceField(
        label=_("What bars contact"), choices=ContactBar.Source.choices, widget=forms.RadioSelect
    )
    other_party = forms.ModelChoiceField(
        label=_("Who they may not contact"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Everybody in this case"),
    )
    from_on = DatePartsField(label=_("Date it began"))
    until_on = DatePartsField(label=_("Date it ends"), required=False)
    told_by = forms.CharField(
        label=_("Who told us, or the paper you saw"),
        max_length=150,
        error_messages={"required": _("Enter who told us, or the paper you saw")},
    )
    detail = forms.CharField(
        label=_("Court, order number and what it forbids"),
        max_length=300,
        widget=forms.Textarea,
        required=False,
    )

    presentation = {"source": {"small": True}, "other_party": {"optional": False}}

    def __init__(self, *args: Any, parties: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other_party"].queryset = parties  # type: ignore[attr-defined]


class BarEndForm(GovukForm):
    """When a bar ends, or ended."""

    until_on = DatePartsField(label=_("Date it ends"))
    end_reason = forms.CharField(
        label=_("Why the date changes, and on whose word"),
        help_text=_("Such as a court order that varies it, and who showed it to you"),
        max_length=300,
        error_messages={"required": _("Enter why the date changes, and on whose word")},
    )
