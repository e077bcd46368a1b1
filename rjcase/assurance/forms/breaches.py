"""Reporting a breach and writing its log."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from cases.models import Case, File
from rjcase.assurance.models import Breach, BreachEntry
from rjcase.designsystem.fields import DateTimePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import now

_About = BreachEntry.About
_NO_NAMES = _("Write no name and no address: say “the victim”, “a letter to one side”.")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _long(label: Any, *, required: bool = True, hint: Any = _NO_NAMES, length: int = 2000) -> Any:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.Textarea({"rows": 4}),
    )


class ReportForm(OnceForm):
    """What happened, when, and what was done about it at once."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=Breach.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what happened")},
    )
    reference = forms.CharField(
        label=_("Case reference"), max_length=30, required=False, help_text=_("If it concerns one case.")
    )
    happened_at = DateTimePartsField(label=_("When it happened"), past=True)
    aware_at = DateTimePartsField(
        label=_("When somebody here first knew"),
        past=True,
        initial=now,
        help_text=_("The 72 hours run from this moment."),
    )
    what = _long(_("What happened, in a few words"), length=500)
    contained = _long(_("What was done at once"), length=500, required=False)

    presentation = {"kind": {"small": True}}

    def clean_reference(self) -> Case | None:
        """The case through the walls; one that is not there for the reader is not there."""
        reference = self.cleaned_data["reference"].strip().upper()
        if not reference:
            return None
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise forms.ValidationError(_now("Enter the reference of a case that you work with"))
        return case

    def clean(self) -> dict[str, Any]:
        """It happened before anybody knew."""
        data = super().clean() or {}
        happened, aware = data.get("happened_at"), data.get("aware_at")
        if happened and aware and happened > aware:
            self.add_error("aware_at", _now("Somebody can only know after it happened"))
        return data


class DecisionForm(OnceForm):
    """Yes or no, and why."""

    answer = forms.ChoiceField(
        label=_("Decision"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes or no")},
    )
    text = _long(_("Reasons"))


class ToldRegulatorForm(OnceForm):
    """When the regulator was told."""

    happened_at = DateTimePartsField(label=_("When the regulator was told"), past=True, initial=now)
    reference = forms.CharField(label=_("Their reference"), max_length=60, required=False)
    text = _long(_("What they were told"), required=False)
    why_late = _long(_("If more than 72 hours had passed: why it took longer"), required=False)


class ToldOtherForm(OnceForm):
    """Which organisation was told."""

    to_whom = forms.CharField(
        label=_("Who was told"),
        max_length=200,
        help_text=_("An organisation or a role, such as the police or the commissioner."),
    )
    happened_at = DateTimePartsField(label=_("When they were told"), past=True, initial=now)
    text = _long(_("What they were told"), required=False)


class LessonsForm(OnceForm):
    """What was learned and changed."""

    text = _long(_("What we learned and changed"))


class CloseForm(OnceForm):
    """Nothing is asked: the button is the answer."""


class AffectedForm(GovukForm):
    """Whose information, and which."""

    file = forms.ChoiceField(
        label=_("Whose information"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whose information it was")},
    )
    what = _long(_("Which information about them"), hint=_("It is kept in this person’s own file."))

    def __init__(self, *args: Any, people: Sequence[File], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(file.pk): file for file in people}
        self.fields["file"].choices = [(pk, str(file)) for pk, file in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_file(self) -> File:
        """The file itself."""
        return self.by_id[self.cleaned_data["file"]]


class TellForm(GovukForm):
    """When and how somebody was told."""

    told_at = DateTimePartsField(label=_("When they were told"), past=True, initial=now)
    told_how = _long(
        _("How they were told, and what they said"),
        length=500,
        hint=_("It is kept in this person’s own file."),
    )


# Each kind of entry with its form and its button.
ENTRY_FORMS: dict[str, tuple[type[GovukForm], Any]] = {
    _About.REGULATOR: (DecisionForm, _("Save decision")),
    _About.PEOPLE: (DecisionForm, _("Save decision")),
    _About.TOLD_REGULATOR: (ToldRegulatorForm, _("Save")),
    _About.TOLD_OTHER: (ToldOtherForm, _("Save")),
    _About.LESSONS: (LessonsForm, _("Save lessons")),
    _About.CLOSED: (CloseForm, _("Close the breach")),
}
