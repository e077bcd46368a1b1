"""Recording and withdrawing consent; bars on contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.consent_words import MEANINGS
from cases.models import Consent
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.words import say_datetime
from rjcase.documents.models import Document
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
    to_whom = forms.CharField(
        label=_("Which agency"), max_length=150, error_messages={"required": _("Enter which agency")}
    )
    form = forms.ChoiceField(
        label=_("How it was given"),
        choices=Consent.Form.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A spoken answer is enough to explore, for an agency and for ways of contact. "
            "All else needs a form or another record."
        ),
    )
    document = forms.ModelChoiceField(
        label=_("The form they signed"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("A form that was not printed from here"),
    )
    reference = forms.CharField(label=_("Where the signed form is kept"), max_length=200, required=False)
    record = forms.CharField(
        label=_("What the record is, and where it is kept"),
        help_text=_("Such as an email from them, a sound recording or a signed language form"),
        max_length=200,
        required=False,
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

    reveals = {
        "purpose": {Consent.Purpose.AGENCY: ["to_whom"]},
        "form": {
            Consent.Form.WRITTEN: ["document", "reference"],
            Consent.Form.RECORDED: ["record"],
        },
    }
    presentation = {
        "purpose": {"small": True, "hints": MEANINGS},
        "decision": {"inline": True},
        "form": {"small": True},
        "is_free": {"inline": True},
    }

    def __init__(self, *args: Any, printed: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["document"]
        field.queryset = Document.objects.none() if printed is None else printed  # type: ignore[attr-defined]
        field.label_from_instance = _printed_on  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the service keeps of the answers."""
        data = dict(self.cleaned_data)
        data["reference"] = data.pop("record") or data["reference"]
        return data | {"is_free": data["is_free"] == "yes"}

    def clean(self) -> dict[str, Any]:
        """Explaining comes before the yes; a pressure is described."""
        data = super().clean() or {}
        explained, happened = data.get("explained_on"), data.get("happened_on")
        if explained and happened and explained > happened:
            self.add_error("explained_on", _now("It must have been explained on or before the answer"))
        if data.get("decision") == Consent.Decision.GIVEN:
            self._prove(data)
        if data.get("is_free") == "no" and not data.get("note") and data.get("decision") == "given":
            self.add_error("note", _now("Enter what makes you think the answer was not free"))
        return data

    def _prove(self, data: dict[str, Any]) -> None:
        """A yes on paper says where the paper is; a yes to taking part was informed (WTE-6.9-01)."""
        form = data.get("form")
        if form == Consent.Form.WRITTEN and not data.get("reference"):
            self.add_error("reference", _now("Enter where the signed form is kept"))
        if form == Consent.Form.RECORDED and not data.get("record"):
            self.add_error("record", _now("Enter what the record is, and where it is kept"))
        informed = data.get("explained_on") or "explained_on" in self.errors
        if data.get("purpose") == Consent.Purpose.TAKE_PART and not informed:
            self.add_error("explained_on", _now("Enter the date it was explained in full"))


def _printed_on(document: Document) -> str:
    return _now("%(title)s, printed %(when)s") % {
        "title": document.title,
        "when": say_datetime(document.made_at),
    }


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
