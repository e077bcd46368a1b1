"""Who takes part, confirming, and going back to preparing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import File
from rjcase.designsystem.forms import GovukForm


class ParticipantsForm(GovukForm):
    """The parties whose files are open to the actor; those who take part are ticked."""

    who = forms.MultipleChoiceField(
        label=_("Who is to take part?"),
        help_text=_("Whoever takes part has to stand behind every gate. Leave out nobody who will be there."),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    presentation = {"who": {"optional": False}}

    def __init__(self, *args: Any, offered: list[File], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["who"]
        field.choices = [(str(file.pk), str(file)) for file in offered]


class ReopenForm(GovukForm):
    """Why a case goes back."""

    reason = forms.CharField(
        label=_("Why the case goes back to preparing"),
        help_text=_("Everyone who works both sides can read this. Name nobody."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Enter why the case goes back to preparing")},
    )


class ConfirmForm(GovukForm):
    """Nothing is asked: the gates have said it all."""
