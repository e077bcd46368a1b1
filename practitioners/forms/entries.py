"""One form for every kind of dated entry: `practitioners.kinds` says what it asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practitioners.kinds import (
    HOURS,
    MARK,
    NOTE,
    NUMBER,
    PROVIDER,
    SPECS,
    TITLE,
    TRAINED_AS,
    UNTIL,
    WITH,
    Kind,
)
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.ids import uuid7

_NO_NAMES = _("Do not name anybody in a case. Give the case reference if you need to.")


# Where the label is no thing that one enters.
_MISSING: dict[str, Any] = {
    PROVIDER: _("Enter who gave it"),
    WITH: _("Enter who it was with or from"),
    UNTIL: _("Enter the last day it is good for"),
    NOTE: _("Enter what is to be noted"),
}


def _field(name: str, label: Any, required: bool) -> forms.Field:
    common: dict[str, Any] = {"label": label, "required": required}
    if name in _MISSING:
        common["error_messages"] = {"required": _MISSING[name]}
    if name == UNTIL:
        return DatePartsField(**common)
    if name == HOURS:
        return forms.DecimalField(min_value=0, max_value=1000, max_digits=5, decimal_places=1, **common)
    if name == NOTE:
        return forms.CharField(max_length=2000, widget=forms.Textarea, help_text=_NO_NAMES, **common)
    if name == MARK:
        choices = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    longest = {TITLE: 200, PROVIDER: 150, NUMBER: 60, WITH: 150}[name]
    return forms.CharField(max_length=longest, **common)


class EntryForm(GovukForm):
    """A dated entry of one kind."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    presentation: dict[str, Any] = {HOURS: {"classes": "govuk-input--width-4"}, MARK: {"inline": True}}

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.spec = SPECS[kind]
        added: dict[str, forms.Field] = {}
        if self.spec.codes:
            added["code"] = forms.ChoiceField(
                label=self.spec.code_label,
                choices=list(self.spec.codes.items()),
                widget=forms.RadioSelect,
                error_messages={"required": _("Select one of the choices")},
            )
        added["done_on"] = DatePartsField(label=_("Date"), past=True, today=True)
        for name in self.spec.asks:
            added[name] = _field(name, self.spec.label(name), name in self.spec.needed)
        self.add_fields(added)

    def add_fields(self, added: dict[str, forms.Field]) -> None:
        """Put fields at the end, drawn and worded like declared ones."""
        maker = type("Asked", (GovukForm,), dict(added))
        self.fields.update(maker().fields)

    def clean(self) -> dict[str, Any]:
        """What runs out does so after it began."""
        data = super().clean() or {}
        first, last = data.get("done_on"), data.get(UNTIL)
        if first and last and last < first:
            self.add_error(
                UNTIL, gettext("%(what)s must be after the date") % {"what": self.fields[UNTIL].label}
            )
        return data

    def facts(self) -> dict[str, Any]:
        """The answers as fields of Entry."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "new_id"}
        if MARK in data:
            data[MARK] = {"yes": True, "no": False}.get(data[MARK])
        return data


class OutsiderTrainingForm(EntryForm):
    """Training of somebody who has no account here, such as staff of a prison wing (WTE-5.11-01)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, kind=Kind.TRAINING, **options)
        rest = dict(self.fields)
        self.fields.clear()
        self.add_fields(
            {
                "outsider": forms.CharField(label=_("Name"), max_length=150),
                "trained_as": forms.ChoiceField(
                    label=_("Role"), choices=[("", _("Select an option")), *TRAINED_AS.items()]
                ),
            }
        )
        self.fields.update(rest)


class WithdrawEntryForm(GovukForm):
    """Why an entry does not count."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)
