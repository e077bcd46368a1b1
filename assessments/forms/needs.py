"""What a party needs, and how old they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import AgeRecord
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today


def _text(label: Any, help_text: Any = "", required: bool = False, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        required=required,
        **options,
    )


class NeedsForm(GovukForm):
    """Access, communication and support; "none" is an answer too."""

    happened_on = DatePartsField(label=_("Date you asked"), past=True, today=True, initial=today)
    has_needs = forms.ChoiceField(
        label=_("Do they need anything so that they can take part?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes if they need anything so that they can take part")},
    )
    access = _text(
        _("Getting there and using the building"),
        _("For example travel, step-free access, childcare, times of day"),
    )
    communication = _text(
        _("Language and communication"), _("For example an interpreter, large print, reading aloud")
    )
    support = _text(
        _("Support before, during and after"),
        _("For example a supporter, a specialist service, faith or culture"),
    )
    plan = _text(
        _("What will be done about it"),
        required=True,
        error_messages={"required": _("Enter what will be done about it")},
    )

    reveals = {"has_needs": {"yes": ["access", "communication", "support", "plan"]}}

    def clean(self) -> dict[str, Any]:
        """At least one need, where there are needs."""
        data = super().clean() or {}
        said = [data.get(name) for name in ("access", "communication", "support")]
        if data.get("has_needs") == "yes" and not any(said):
            self.add_error("access", _("Enter at least one need, or select no"))
        return data


class AgeForm(GovukForm):
    """Adult, or under 18 with what a parent or guardian said."""

    happened_on = DatePartsField(label=_("Date you found out"), past=True, today=True, initial=today)
    finding = forms.ChoiceField(
        label=_("What you found out"),
        choices=AgeRecord.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you found out")},
    )
    guardian = forms.CharField(
        label=_("Name of the parent or guardian"),
        max_length=150,
        error_messages={"required": _("Enter the name of the parent or guardian")},
    )
    relationship = forms.CharField(
        label=_("Relationship to the young person"), max_length=100, required=False
    )
    note = _text(_("How you know"), _("For example a document you saw, or a signed permission"))

    reveals = {"finding": {"permitted": ["guardian", "relationship"]}}
