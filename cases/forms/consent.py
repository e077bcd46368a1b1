"""Recording and withdrawing consent; bars on contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Consent, ContactBar
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today


class ConsentForm(GovukForm):
    """One answer of one person for one purpose."""

    purpose = forms.ChoiceField(
        label=_("What they were asked"),
        choices=Consent.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they were asked")},
    )
    decision = forms.ChoiceField(
        label=_("Their answer"),
        choices=[(Consent.Decision.GIVEN, _("Yes")), (Consent.Decision.REFUSED, _("No"))],
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label=_("How it was given"),
        choices=Consent.Form.choices,
        widget=forms.RadioSelect,
        help_text=_("A spoken yes is enough to explore. Taking part needs a form or another record."),
    )
    happened_on = DatePartsField(label=_("Date of the answer"), past=True, today=True, initial=today)
    explained_on = DatePartsField(
        label=_("Date it was explained in full"),
        past=True,
        today=True,
        required=False,
        help_text=_("What restorative justice is, the choices, who sees what, and the right to withdraw"),
    )
    is_free = forms.ChoiceField(
        label=_("Was the answer free, with no pressure from anybody?"),
        choices=[("yes", _("Yes")), ("no", _("No, or I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the answer was free of pressure")},
    )
    note = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea, required=False)

    presentation = {
        "purpose": {"small": True},
        "decision": {"inline": True},
        "form": {"small": True},
        "is_free": {"inline": True},
    }

    def clean(self) -> dict[str, Any]:
        """Explaining comes before the yes; a pressure is described."""
        data = super().clean() or {}
        explained, happened = data.get("explained_on"), data.get("happened_on")
        if explained and happened and explained > happened:
            self.add_error("explained_on", _now("It must have been explained on or before the answer"))
        if data.get("is_free") == "no" and not data.get("note") and data.get("decision") == "given":
            self.add_error("note", _now("Enter what makes you think the answer was not free"))
        return data


class WithdrawalForm(GovukForm):
    """A party changes their mind. It takes effect when it is saved."""

    purpose = forms.ChoiceField(
        label=_("What they withdraw from"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they withdraw from")},
    )
    form = forms.ChoiceField(
        label=_("How they told us"),
        choices=Consent.Form.choices,
        widget=forms.RadioSelect,
        initial=Consent.Form.VERBAL,
    )
    happened_on = DatePartsField(label=_("Date they withdrew"), past=True, today=True, initial=today)
    note = forms.CharField(
        label=_("Anything they want us to know or do"),
        max_length=2000,
        widget=forms.Textarea,
        required=False,
        help_text=_("Nobody has to give a reason."),
    )

    presentation = {"form": {"small": True}}

    def __init__(self, *args: Any, purposes: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        if len(purposes) == 1:
            self.fields["purpose"].initial = purposes[0][0]


class BarForm(GovukForm):
    """A legal bar on this person's contact with another."""

    source = forms.ChoiceField(
        label=_("What bars contact"), choices=ContactBar.Source.choices, widget=forms.RadioSelect
    )
    from_on = DatePartsField(label=_("Date it began"))
    until_on = DatePartsField(label=_("Date it ends"), required=False)
    detail = forms.CharField(
        label=_("Court, order number and what it forbids"),
        max_length=300,
        widget=forms.Textarea,
        required=False,
    )


class BarEndForm(GovukForm):
    """When a bar ends, or ended."""

    until_on = DatePartsField(label=_("Date it ends"))
