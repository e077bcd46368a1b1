"""What only the office records of a person: who told them of us, our agreement, an early approach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.court import CourtForm, RightsForm
from referrals.models import ReferredPerson
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm


class OfficeCourtForm(CourtForm):
    """The record of courts, and the scheme's own agreement in advance (WTE-2E-08)."""

    cooperation_on = DatePartsField(
        label=_("Day on which we agreed in advance to co-operate"),
        past=True,
        today=True,
        required=False,
        help_text=_("A court asks for the agreement of whoever a requirement needs, before the sentence."),
    )
    cooperation_by = forms.CharField(label=_("Who agreed for us"), max_length=120, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = (*self.sections, (_("Our agreement"), ("cooperation_on", "cooperation_by")))

    def clean(self) -> dict[str, Any]:
        """An agreement has its day and somebody who gave it."""
        cleaned = super().clean()
        if cleaned.get("cooperation_on") and not cleaned.get("cooperation_by"):
            self.add_error("cooperation_by", _("Enter who agreed for us"))
        if cleaned.get("cooperation_by") and "cooperation_on" in cleaned and not cleaned["cooperation_on"]:
            self.add_error("cooperation_on", _("Enter the day on which we agreed"))
        return cleaned

    def record(self) -> dict[str, Any]:
        """The columns of a CourtRecord."""
        mine = {name: self.cleaned_data[name] for name in ("cooperation_on", "cooperation_by")}
        return super().record() | mine


class OfficeRightsForm(RightsForm):
    """What applies to a victim, and who told them of restorative justice (NOMS-S-11)."""

    told_of_rj_by = forms.CharField(
        label=_("Who told them of restorative justice"),
        max_length=120,
        required=False,
        help_text=_("The police have to point victims to it. Say who did, and with what: a talk, a leaflet."),
    )
    told_of_rj_on = DatePartsField(
        label=_("Day on which they were told of it"), past=True, today=True, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A day without a source tells nothing."""
        cleaned = super().clean()
        if cleaned.get("told_of_rj_on") and not cleaned.get("told_of_rj_by"):
            self.add_error("told_of_rj_by", _("Enter who told them of restorative justice"))
        return cleaned


class EarlyApproachForm(GovukForm):
    """Whether an offender may be approached before staff are trained, who decided and why (WTE-2.4-01)."""

    early_approach = forms.ChoiceField(
        label=_("May they be approached before staff are trained?"),
        choices=ReferredPerson.EarlyApproach.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they may be approached before staff are trained")},
    )
    early_approach_why = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter the reason")},
    )
    early_approach_by = forms.CharField(
        label=_("Who decided"), max_length=120, error_messages={"required": _("Enter who decided")}
    )
    early_approach_on = DatePartsField(label=_("Day of the decision"), past=True, today=True)
    presentation = {"early_approach": {"inline": True}}
