"""Who answers for the data of the scheme, who may use it for what, and what if sharing fails."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.access.services.stewardship import save_stewardship, stewardship
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.summary import Row
from rjcase.web.scheme.base import SettingsFormPage, SettingsPage

_LONG = 4000
FACTS = (
    "data_owner",
    "file_owner",
    "file_place",
    "users_and_purposes",
    "overseer",
    "contingency",
    "agreement",
    "protection_policy",
    "safeguarding_policy",
    "days_after_closure",
)


def _line(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, required=False)


def _text(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=_LONG, required=False, widget=forms.Textarea({"rows": 4})
    )


class StewardshipForm(GovukForm):
    """What commissioners and police ask for about the data (WTE-4.2-04, WTE-4.3-05, WTE-4.4-02)."""

    data_owner = _line(_("Data owner"), _("Name and job of who answers for the data of the scheme."))
    file_owner = _line(_("Owner of the central case file"), _("Name and job."))
    file_place = _text(
        _("Where the central case file is kept"), _("Say what is kept anywhere else, on paper too.")
    )
    users_and_purposes = _text(
        _("Permitted users and purposes"), _("Who may use the data, inside and outside, and what for.")
    )
    overseer = _line(_("Who oversees the administrative process"), _("Name and job."))
    contingency = _text(
        _("What is done if sharing fails"), _("Whom to ask, and how, when an agency’s data does not come.")
    )
    agreement = _text(
        _("Data processing agreement with the police"), _("Its date, reference, and when it is reviewed.")
    )
    protection_policy = _text(
        _("Data protection policy"), _("The policy, or where it is found and its date.")
    )
    safeguarding_policy = _text(_("Safeguarding policy"), _("The policy, or where it is found and its date."))
    days_after_closure = forms.IntegerField(
        label=_("Days of access after a case is closed"),
        help_text=_("Counts for cases that are closed from now on. The office keeps its access."),
        min_value=0,
        max_value=3650,
    )

    presentation = {"days_after_closure": {"classes": "govuk-input--width-4"}}


class Stewardship(SettingsPage):
    """`/<scheme>/scheme/data/`"""

    template_name = "web/scheme/stewardship.html"
    title = _("Data and who answers for it")
    section = "stewardship"

    def page_context(self) -> dict[str, Any]:
        row, change = stewardship(), self.url("change-stewardship")
        labels = StewardshipForm.base_fields
        facts = [Row(labels[name].label or name, getattr(row, name), change) for name in FACTS]
        return super().page_context() | {"facts": facts}


class ChangeStewardship(SettingsFormPage):
    """`/<scheme>/scheme/data/change/`"""

    title = _("Data and who answers for it")
    section = back = "stewardship"
    form_class = StewardshipForm

    def initial(self) -> dict[str, Any]:
        row = stewardship()
        return {name: getattr(row, name) for name in FACTS}

    def save(self, form: StewardshipForm) -> str:
        save_stewardship(actor=self.actor, **form.cleaned_data)
        messages.success(self.request, gettext("Changes saved"))
        return self.url("stewardship")
