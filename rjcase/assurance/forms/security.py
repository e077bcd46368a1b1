"""One document about the security of the case system."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from rjcase.assurance.models import SecurityDocument
from rjcase.designsystem.fields import DatePartsField


class SecurityDocumentForm(OnceForm):
    """What it is, of which day, where it is kept, and when it is looked at again."""

    kind = forms.ChoiceField(
        label=_("Kind of document"),
        choices=SecurityDocument.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the kind of document")},
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    version = forms.CharField(label=_("Version"), max_length=40, required=False)
    dated_on = DatePartsField(label=_("Date of the document"), past=True, today=True)
    kept_at = forms.CharField(
        label=_("Where it is kept"),
        max_length=300,
        help_text=_("For example a folder, a cabinet or the name of whoever holds it for you."),
    )
    review_on = DatePartsField(label=_("Day it has to be reviewed by"))
    is_held = forms.BooleanField(label=_("It is in use"), required=False, initial=True)

    presentation = {"kind": {"small": True}, "version": {"classes": "govuk-input--width-10"}}

    def clean(self) -> dict[str, Any]:
        """It is reviewed after it was written."""
        data = super().clean() or {}
        dated, review = data.get("dated_on"), data.get("review_on")
        if dated and review and review < dated:
            self.add_error(
                "review_on", gettext("The day of the review must be after the date of the document")
            )
        return data
