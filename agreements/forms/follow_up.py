"""Forms that follow an agreement up: progress, copies, notes, updates to the victim."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.draft import wish_fields
from agreements.models import AgreementCopy, AgreementItem, AgreementParty, ItemProgress
from agreements.selectors import Tellable
from agreements.services.agree import Wish
from agreements.services.give_copies import Copy
from cases.models import Contact
from rjcase.designsystem.fields import DatePartsField, DateTimePartsField
from rjcase.designsystem.forms import GovukForm

_STATES = [
    (ItemProgress.State.DONE.value, gettext_lazy("Done")),
    (ItemProgress.State.NOT_DONE.value, gettext_lazy("Not done")),
    (ItemProgress.State.OPEN.value, gettext_lazy("Still open")),
]


NOT_YET = "not_yet"


class ProgressForm(GovukForm):
    """What became of an item. A correction of what was recorded also asks why."""

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=_STATES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select what became of it")},
    )
    done_on = DatePartsField(label=gettext_lazy("Date it was done"), past=True, today=True)
    evidence = forms.CharField(
        label=gettext_lazy("How you know"), max_length=2000, required=False, widget=forms.Textarea
    )
    not_done_on = DatePartsField(
        label=gettext_lazy("Date it was clear that it will not be done"), past=True, today=True
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea)
    correction = forms.CharField(
        label=gettext_lazy("Why you correct what was recorded"), max_length=2000, widget=forms.Textarea
    )

    reveals = {"state": {"done": ["done_on", "evidence"], "not_done": ["not_done_on", "reason"]}}

    def __init__(self, *args: Any, is_correction: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_correction:
            del self.fields["correction"]

    def answer(self) -> dict[str, Any]:
        """What was entered, for the service."""
        values = self.cleaned_data
        reasons = [values.get("reason"), values.get("correction")]
        return {
            "state": values["state"],
            "settled_on": values["done_on"] or values["not_done_on"],
            "reason": "\n".join(filter(None, reasons)),
            "evidence": values["evidence"] or "",
        }


class CopiesForm(GovukForm):
    """How each participant got their copy; those left empty stay due."""

    due: list[AgreementParty] = []

    on = DatePartsField(label=gettext_lazy("Date the copies were given or sent"), past=True, today=True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ways = [values.get(f"way_{part.pk}", NOT_YET) for part in self.due]
        if not self.errors and all(way == NOT_YET for way in ways):
            raise forms.ValidationError(_("Select how at least one person got their copy"))
        return values

    def copies(self) -> dict[Any, Copy]:
        """By participant id."""
        values = self.cleaned_data
        return {
            part.pk: Copy(values[f"way_{part.pk}"], values["on"])
            for part in self.due
            if values[f"way_{part.pk}"] != NOT_YET
        }


def copies_form(due: Iterable[AgreementParty]) -> type[CopiesForm]:
    """The form for the participants whose copy is due."""
    parts = list(due)
    fields: dict[str, Any] = {"due": parts}
    for part in parts:
        fields[f"way_{part.pk}"] = forms.ChoiceField(
            label=_("How %(party)s got their copy") % {"party": part.party},
            choices=[*AgreementCopy.Way.choices, (NOT_YET, _("Not yet"))],
            widget=forms.RadioSelect,
            initial=NOT_YET,
        )
    return type("CopiesForTheseForm", (CopiesForm,), fields)


class NoteForm(GovukForm):
    """Who was asked how it goes, and what they said."""

    happened_at = DateTimePartsField(label=gettext_lazy("Date and time"), past=True)
    asked = forms.CharField(
        label=gettext_lazy("Whom you asked"),
        max_length=200,
        help_text=gettext_lazy("For example their name, or their role and organisation"),
    )
    item = forms.ChoiceField(label=gettext_lazy("Item"), required=False)
    said = forms.CharField(label=gettext_lazy("What they said"), max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, items: Iterable[AgreementItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = {str(item.pk): item for item in items}
        choices = [("", _("The agreement as a whole")), *((key, str(one)) for key, one in self.items.items())]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def note(self) -> dict[str, Any]:
        """What was entered, for the service."""
        values = self.cleaned_data
        return {
            "happened_at": values["happened_at"],
            "asked": values["asked"],
            "said": values["said"],
            "item": self.items.get(values["item"]),
        }


class UpdateForm(GovukForm):
    """What a victim was told, from what may be told."""

    happened_at = DateTimePartsField(label=gettext_lazy("When you told them"), past=True)
    method = forms.ChoiceField(
        label=gettext_lazy("How you told them"),
        choices=Contact.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select how you told them")},
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What you said"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("These words are kept in both files. Nothing else may be passed on."),
        error_messages={"required": gettext_lazy("Select what you said")},
    )
    reaction = forms.CharField(
        label=gettext_lazy("What they said"), max_length=2000, required=False, widget=forms.Textarea
    )
    goes_on = forms.ChoiceField(
        label=gettext_lazy("Will there be another update?"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, this was the last, and they know"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select whether there will be another update")},
    )
    next_on = DatePartsField(label=gettext_lazy("Date of the next update"), future=True)

    reveals = {"goes_on": {"yes": ["next_on"]}}

    def __init__(self, *args: Any, lines: Iterable[Tellable], **options: Any) -> None:
        super().__init__(*args, **options)
        said = [(str(line.item.pk), line.text) for line in lines if line.text]
        self.fields["items"].choices = said  # type: ignore[attr-defined]

    def update(self) -> dict[str, Any]:
        """What was entered, for the service."""
        names = ("happened_at", "method", "items", "reaction", "next_on")
        return {name: self.cleaned_data[name] for name in names}


class WishForm(GovukForm):
    """Whether a victim wishes to hear how the agreement goes. Made by `wish_form`."""

    asked_on = DatePartsField(label=gettext_lazy("Date you asked"), past=True, today=True)
    reveals = {"wants": {"yes": ["next_on"]}}

    def wish(self) -> Wish:
        """What was entered, for the service."""
        values = self.cleaned_data
        return Wish(values["wants"] == "yes", values["asked_on"], values["next_on"])


def wish_form(who: str) -> type[WishForm]:
    """The form for one victim, spoken of by their part in the case."""
    return type("WishOfThisForm", (WishForm,), wish_fields("wants", "next_on", who))


class SignOffForm(GovukForm):
    """The sign-off of the office."""

    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False, widget=forms.Textarea)


class ItemsFilter(GovukForm):
    """Which items the list shows."""

    STATES = (
        ("open", gettext_lazy("Open")),
        ("late", gettext_lazy("Late")),
        ("done", gettext_lazy("Done")),
        ("not_done", gettext_lazy("Not done")),
        ("changed", gettext_lazy("Changed")),
    )
    state = forms.MultipleChoiceField(
        label=gettext_lazy("State"), choices=STATES, required=False, widget=forms.CheckboxSelectMultiple
    )
    type = forms.MultipleChoiceField(
        label=gettext_lazy("Type"), required=False, widget=forms.CheckboxSelectMultiple
    )
    presentation = {"state": {"small": True, "optional": False}, "type": {"small": True, "optional": False}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        from rjcase.kernel.clock import today
        from rjcase.kernel.codelists import codelist

        types = codelist("agreement_item_type").choices(on=today())
        self.fields["type"].choices = types  # type: ignore[attr-defined]
