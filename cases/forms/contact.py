"""Logging and correcting a contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from cases.models import Contact
from rjcase.designsystem.fields import DateTimePartsField
from rjcase.kernel.clock import now

_SENT_ONLY = frozenset({Contact.Method.LETTER, Contact.Method.EMAIL, Contact.Method.TEXT})


class ContactForm(OnceForm):
    """Eight questions, all of the contact sheet (WTE-7B-02 to -07)."""

    happened_at = DateTimePartsField(label=_("Date and time of the contact"), past=True, initial=now)
    method = forms.ChoiceField(
        label=_("How"),
        choices=Contact.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how the contact was made")},
    )
    direction = forms.ChoiceField(
        label=_("Who contacted whom"),
        choices=Contact.Direction.choices,
        widget=forms.RadioSelect,
        initial=Contact.Direction.OUT,
    )
    result = forms.ChoiceField(
        label=_("What came of it"), choices=Contact.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What was said and agreed"), max_length=4000, widget=forms.Textarea, required=False
    )
    minutes = forms.IntegerField(
        label=_("Time spent"), min_value=1, max_value=1440, required=False, widget=forms.TextInput
    )
    next_at = DateTimePartsField(label=_("Next appointment"), future=True, required=False)
    next_where = forms.CharField(label=_("Where, and with whom"), max_length=150, required=False)

    presentation = {
        "method": {"small": True},
        "direction": {"inline": True, "small": True},
        "result": {"small": True},
        "minutes": {"suffix": _("minutes"), "classes": "govuk-input--width-4"},
    }

    def clean(self) -> dict[str, Any]:
        """A call without an answer cannot have arrived by letter, and the like."""
        data = super().clean() or {}
        if data.get("method") in _SENT_ONLY and data.get("result") == Contact.Result.NO_ANSWER:
            self.add_error("result", _now("Select “Sent” for a letter, e-mail or text that went out"))
        if data.get("next_where") and not data.get("next_at") and "next_at" not in self.errors:
            self.add_error("next_at", _now("Enter the date and time of the next appointment"))
        return data

    def facts(self) -> dict[str, Any]:
        """The fields of the contact, without the form's own."""
        return {name: self.cleaned_data[name] for name in ContactForm.base_fields if name != "new_id"}


class ContactCorrectionForm(ContactForm):
    """The same questions with what stands now, and why it changes."""

    next_at = DateTimePartsField(label=_("Next appointment"), required=False)
    is_retracted = forms.BooleanField(
        label=_("This contact did not happen, or belongs in another file"), required=False
    )
    correction_reason = forms.CharField(label=_("Why you are correcting it"), max_length=300)
