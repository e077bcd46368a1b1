"""Forms on the rights of the people in the files."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from cases.models import File
from cases.models.case import Side
from rjcase.access.labels import side_words_lazy
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.rights.models import Opening, RightsRequest


class RequestForm(OnceForm):
    """A request that came in."""

    kind = forms.ChoiceField(
        label=_("What they ask for"),
        choices=RightsRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they ask for")},
    )
    received_on = DatePartsField(label=_("Date the request came"), past=True, today=True, initial=today)
    identity_how = forms.CharField(
        label=_("How you know it is them"),
        help_text=_("For example: known to the facilitator, signed letter, shown a driving licence."),
        max_length=200,
        error_messages={"required": _("Enter how you know it is them")},
    )
    details = forms.CharField(
        label=_("What they asked, in their words"), max_length=2000, required=False, widget=forms.Textarea
    )


class ExtendForm(GovukForm):
    """Two months more."""

    reason = forms.CharField(
        label=_("Why more time is needed"),
        help_text=_("Tell the person this within the first month."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter why more time is needed")},
    )


class AnswerForm(GovukForm):
    """What became of a request."""

    state = forms.ChoiceField(
        label=_("What was done"),
        choices=[choice for choice in RightsRequest.State.choices if choice[0] != RightsRequest.State.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what was done")},
    )
    answered_on = DatePartsField(label=_("Date you answered"), past=True, today=True, initial=today)
    answer = forms.CharField(
        label=_("What you told them, and why"), max_length=2000, required=False, widget=forms.Textarea
    )


class FilesForm(GovukForm):
    """Which other files are of the same person."""

    same_person = forms.MultipleChoiceField(
        label=_("Files of the same person"),
        help_text=_("Select a file only if you are sure that it is the same person."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, found: list[File], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["same_person"]
        field.choices = [(str(file.pk), f"{file.case.reference}: {file}") for file in found]
        self.presentation = {"same_person": {"optional": False}}
        if not found:
            field.help_text = gettext("In no other file stands a person of the same name and date of birth.")


class TextForm(GovukForm):
    """What is left out of one text: whole sentences, other words, or all of it."""

    sentences = forms.MultipleChoiceField(
        label=_("Leave out these sentences"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Other words to leave out"),
        help_text=_("One on each line, as they stand in the text."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    is_left_out = forms.BooleanField(label=_("Leave out the whole text"), required=False)

    def __init__(self, *args: Any, sentences: list[tuple[str, str]], whole: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        field: Any = self.fields["sentences"]
        field.choices = sentences

    def clean_words(self) -> list[str]:
        """The words, each of which must stand in the text."""
        found = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        absent = [line for line in found if not re.search(re.escape(line), self.whole, re.IGNORECASE)]
        if absent:
            raise forms.ValidationError(_("Enter words that stand in the text"))
        return found


class HoldForm(GovukForm):
    """Why nothing of a case may be destroyed."""

    reason = forms.CharField(
        label=_("Why this case is held"),
        help_text=_("For example: a claim, an inquiry, a complaint. Write nothing about a person."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter why this case is held")},
    )
    review_on = DatePartsField(label=_("Look at it again on"), future=True, required=False)


class ReleaseForm(GovukForm):
    """Why a hold ends."""

    reason = forms.CharField(
        label=_("Why the hold ends"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter why the hold ends")},
    )


class OpeningForm(GovukForm):
    """Opening the files of one side with a reason."""

    reference = forms.CharField(label=_("Case reference"), max_length=24)
    side = forms.ChoiceField(
        label=_("Whose files"),
        choices=[(side.value, side_words_lazy(side.value)) for side in (Side.HARMED, Side.RESPONSIBLE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whose files you open")},
    )
    grounds = forms.ChoiceField(
        label=_("Why you open them"),
        choices=Opening.Grounds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why you open them")},
    )
    reason = forms.CharField(
        label=_("What happened"),
        help_text=_("Write nothing about a person: everyone who works the case can read it."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter what happened")},
    )

    presentation = {"reference": {"classes": "govuk-input--width-20"}}


class ReviewForm(GovukForm):
    """What a manager says of an opening afterwards."""

    outcome = forms.ChoiceField(
        label=_("What you find"),
        choices=Opening.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you find")},
    )
    note = forms.CharField(
        label=_("What follows from it"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )


class ConfirmForm(GovukForm):
    """An act that cannot be undone, with a tick."""

    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Confirm that you know this cannot be undone")},
    )


class ProposeForm(GovukForm):
    """Proposing an erasure changes nothing yet."""
