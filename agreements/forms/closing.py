"""Forms that close a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.services.close_case import COMPLETED, Leaver
from cases.models import File
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

_WITHDRAWN = {"withdrawn_victim": "harmed", "withdrawn_offender": "responsible"}


class CloseForm(GovukForm):
    """Closing a case in its time."""

    happened_on = DatePartsField(label=_("Date the case is closed"), past=True, today=True)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For those who may see both sides."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )


class CloseEarlyForm(CloseForm):
    """Closing a case before its end. Who withdrew is asked for the withdrawals only."""

    reason = forms.ChoiceField(
        label=_("Why is the case closed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why the case is closed")},
    )
    who_harmed = forms.ChoiceField(
        label=_("Who withdrew?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who withdrew")},
    )
    who_responsible = forms.ChoiceField(
        label=_("Who withdrew?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who withdrew")},
    )
    said = forms.CharField(
        label=_("What they said when they withdrew"),
        help_text=_("Only if somebody withdrew. It is kept in their own file."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    ends_owed = forms.BooleanField(
        label=_("They said that what is still owed to the other party ends too"), required=False
    )

    reveals = {"reason": {"withdrawn_victim": ["who_harmed"], "withdrawn_offender": ["who_responsible"]}}
    field_order = ["reason", "said", "ends_owed", "happened_on", "note"]

    def __init__(self, *args: Any, party_files: Iterable[File], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(file.pk): file for file in party_files}
        reasons = codelist("closure_reason").choices(on=today())
        self.fields["reason"].choices = [pair for pair in reasons if pair[0] != COMPLETED]  # type: ignore[attr-defined]
        for side in _WITHDRAWN.values():
            here = [(key, str(file)) for key, file in self.people.items() if file.side == side]
            self.fields[f"who_{side}"].choices = here  # type: ignore[attr-defined]

    def leaver(self) -> Leaver | None:
        """Who withdrew, or None."""
        values = self.cleaned_data
        side = _WITHDRAWN.get(values["reason"])
        if side is None:
            return None
        return Leaver(self.people[values[f"who_{side}"]], values["said"], values["ends_owed"])


class ToldForm(GovukForm):
    """A party was told that it did not go ahead."""

    told_on = DatePartsField(label=_("Date you told them"), past=True, today=True)
