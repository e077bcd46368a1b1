"""Offering a case, answering an offer, ending an allocation, giving access."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Allocation, File, FileGrant
from rjcase.access.labels import side_words
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.words import lower_first
from rjcase.tenancy.policies import CHANGE, INTERPRET, VIEW


def _side_hint(side: str) -> str:
    return _now("Files of the %(side)s only.") % {"side": lower_first(side_words(side))}


_side_hint_lazy = lazy(_side_hint, str)


class OfferForm(GovukForm):
    """To whom, for which side."""

    user = forms.ChoiceField(
        label=_("Facilitator"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a facilitator")},
    )
    sides = forms.ChoiceField(
        label=_("They work"),
        choices=Allocation.Sides.choices,
        widget=forms.RadioSelect,
        initial=Allocation.Sides.BOTH,
    )
    is_lead = forms.ChoiceField(
        label=_("Part"),
        choices=[("yes", _("Lead facilitator")), ("no", _("Second facilitator"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    override = forms.CharField(
        label=_("Why they are asked all the same"),
        help_text=_("Only for somebody who needs a reason. Do not write a name here."),
        max_length=500,
        required=False,
    )
    presentation = {"sides": {"inline": True}, "is_lead": {"inline": True}}

    def __init__(self, *args: Any, people: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = [(str(p.user_id), p.name) for p in people]  # type: ignore[attr-defined]
        hints = {str(p.user_id): p.why for p in people}
        self.presentation = {**self.presentation, "user": {"hints": hints}}


class AnswerForm(GovukForm):
    """Yes, no, or a conflict of interest."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Allocation.State.ACCEPTED, _("Accept the case")),
            (Allocation.State.DECLINED, _("Decline")),
            (Allocation.State.CONFLICT, _("I have a conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for the office"),
        max_length=300,
        required=False,
        help_text=_("Do not write a name here. For a conflict, say its nature: “I manage one of them”."),
    )

    def clean(self) -> dict[str, Any]:
        """A conflict is explained."""
        data = super().clean() or {}
        if data.get("answer") == Allocation.State.CONFLICT and not data.get("note"):
            self.add_error("note", _now("Enter the nature of the conflict"))
        return data


class EndForm(GovukForm):
    """Why an allocation ends, or an offer is taken back."""

    note = forms.CharField(label=_("Reason"), max_length=300)


KIND_HINTS = {
    FileGrant.Kind.SUPERVISION.value: _("For a case supervisor, or a colleague who looks on."),
    FileGrant.Kind.VICTIM_LIAISON.value: _side_hint_lazy("harmed"),
    FileGrant.Kind.OFFENDER_MANAGER.value: _side_hint_lazy("responsible"),
    FileGrant.Kind.PRISON_SUPERVISOR.value: _side_hint_lazy("responsible"),
    FileGrant.Kind.PRISON_SECURITY.value: _side_hint_lazy("responsible"),
    FileGrant.Kind.INTERPRETER.value: _("Sees the person’s name and language, and nothing else of the file."),
}
BY_HAND = (FileGrant.Kind.SUPERVISION, *FileGrant.OUTSIDE)


class GrantForm(GovukForm):
    """One person, one file, one capacity, one reason, one end."""

    file = forms.ChoiceField(label=_("File"), choices=(), widget=forms.RadioSelect)
    user = forms.ChoiceField(label=_("Person"), choices=())
    kind = forms.ChoiceField(
        label=_("Let in as"),
        choices=[(kind.value, kind.label) for kind in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they are let in as")},
    )
    verb = forms.ChoiceField(
        label=_("They may"),
        choices=[(str(VIEW), _("Read the file")), (str(CHANGE), _("Read and write in the file"))],
        widget=forms.RadioSelect,
        initial=str(VIEW),
        error_messages={"required": _("Select what they may do")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Write nothing about a person: it stands on the list of access."),
        max_length=300,
    )
    until = DatePartsField(label=_("Last day of access"), future=True, today=True)

    reveals = {"kind": {FileGrant.Kind.SUPERVISION.value: ["verb"]}}
    presentation = {"kind": {"hints": KIND_HINTS}}

    def __init__(self, *args: Any, party_files: list[File], people: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].choices = [(str(f.pk), str(f)) for f in party_files]  # type: ignore[attr-defined]
        people_choices = [("", _now("Select an option")), *((str(p.user_id), p.name) for p in people)]
        self.fields["user"].choices = people_choices  # type: ignore[attr-defined]

    def verb_given(self) -> int:
        """What the capacity allows: a supervisor's is chosen, everybody else reads."""
        kind = self.cleaned_data["kind"]
        if kind == FileGrant.Kind.INTERPRETER:
            return INTERPRET
        return int(self.cleaned_data["verb"]) if kind == FileGrant.Kind.SUPERVISION else VIEW


class MoveEndForm(GovukForm):
    """Another last day for access that was given by hand."""

    until = DatePartsField(label=_("Last day of access"), future=True, today=True)
    reason = forms.CharField(label=_("Reason"), max_length=300)
