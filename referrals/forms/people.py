"""The pages of the partner form that ask about one person. Each goes to that person's own file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.fields import (
    NEEDED,
    IdentifierField,
    coded,
    phone_field,
    postcode_field,
    ways_field,
)
from referrals.models import ReferredPerson
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class PersonForm(StepForm):
    """What is asked of a victim and of an offender alike."""

    given_names = forms.CharField(
        label=_("First names"), max_length=100, required=False, widget=forms.TextInput(_QUIET)
    )
    family_name = forms.CharField(
        label=_("Last name"), max_length=100, required=False, widget=forms.TextInput(_QUIET)
    )
    date_of_birth = DatePartsField(label=_("Date of birth"), past=True, required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=())
    ethnicity = forms.ChoiceField(label=_("Ethnicity, as they describe it"), required=False, choices=())
    vulnerability = forms.MultipleChoiceField(
        label=_("Does anything make them vulnerable?"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    address = forms.CharField(
        label=_("Address"), max_length=400, required=False, widget=forms.Textarea({"rows": 3, **_QUIET})
    )
    postcode = postcode_field()
    phone = phone_field()
    email = forms.EmailField(
        label=_("Email address"), required=False, max_length=254, widget=forms.EmailInput(_QUIET)
    )
    ways = ways_field(_("Which ways of making contact are safe?"))
    notes = forms.CharField(
        label=_("Good times, and anything to be careful about"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    needs = forms.CharField(
        label=_("What would help them take part"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For example an interpreter, large print or a room without steps."),
    )
    consent = forms.ChoiceField(
        label=_("Have they agreed to be contacted by us?"),
        choices=ReferredPerson.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they have agreed to be contacted")},
    )
    consent_on = DatePartsField(
        label=_("When were they asked?"),
        past=True,
        today=True,
        required=False,
    )

    presentation = {
        "family_name": {"optional": False},
        "postcode": {"classes": "govuk-input--width-10"},
        "phone": {"classes": "govuk-input--width-20"},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sex"].choices = coded("sex", optional=True)  # type: ignore[attr-defined]
        self.fields["ethnicity"].choices = coded("ethnicity", optional=True)  # type: ignore[attr-defined]
        self.fields["vulnerability"].choices = coded("vulnerability")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A way that was said to be safe needs the number or address it uses."""
        cleaned = super().clean() or {}
        ways = set(cleaned.get("ways") or ())
        for needs, field, message in NEEDED:
            if ways & set(needs) and field in cleaned and not cleaned[field]:
                self.add_error(field, message)
        return cleaned


class VictimForm(PersonForm):
    """A person, or an organisation, that was harmed."""

    organisation = forms.CharField(
        label=_("Organisation, if it was one that was harmed"), max_length=150, required=False
    )
    basis = forms.ChoiceField(
        label=_("On what footing do you pass on their details?"),
        choices=ReferredPerson.Basis.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The police pass on the details of people harmed unless they opted out. "
            "Some cases need an express yes."
        ),
    )
    field_order = (
        "given_names",
        "family_name",
        "organisation",
        "date_of_birth",
        "sex",
        "ethnicity",
        "needs",
        "vulnerability",
        "address",
        "postcode",
        "phone",
        "email",
        "ways",
        "notes",
        "consent",
        "consent_on",
        "basis",
    )
    sections = (
        (
            _("Who they are"),
            (
                *("given_names", "family_name", "organisation", "date_of_birth"),
                *("sex", "ethnicity", "needs", "vulnerability"),
            ),
        ),
        (_("Safe contact"), ("address", "postcode", "phone", "email", "ways", "notes")),
        (_("Their agreement"), ("consent", "consent_on", "basis")),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody must be named: a person by their last name, or an organisation."""
        cleaned = super().clean()
        if "family_name" in cleaned and not cleaned["family_name"] and not cleaned.get("organisation"):
            self.add_error("family_name", _("Enter their last name, or the organisation that was harmed"))
        self._rule_basis(cleaned)
        return cleaned

    def _rule_basis(self, cleaned: dict[str, Any]) -> None:
        """Who opted out is not reached: their details stay with the agency (WM-11.4-01)."""
        basis = cleaned.get("basis")
        if basis == ReferredPerson.Basis.OPTED_OUT:
            for name in ("address", "phone", "email"):
                if cleaned.get(name):
                    self.add_error(name, _("Remove this: they opted out, so it must not be passed on"))
        if basis == ReferredPerson.Basis.EXPLICIT and cleaned.get("consent") not in ("yes", None):
            self.add_error("basis", _("Select an express yes only if they have agreed to be contacted"))


class OffenderForm(PersonForm):
    """The person responsible, who may not be known yet (CAMB-22)."""

    is_known = forms.ChoiceField(
        label=_("Do you know who was responsible?"),
        choices=(("yes", _("Yes")), ("no", _("No, nobody has been identified yet"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you know who was responsible")},
        help_text=_("If nobody has been identified, leave the rest of this page empty."),
    )
    custody = forms.ChoiceField(
        label=_("Are they in custody?"),
        choices=(("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they are in custody")},
    )
    custody_place = forms.CharField(
        label=_("Prison"),
        max_length=120,
        error_messages={"required": _("Enter the prison they are in")},
        widget=forms.TextInput(_QUIET),
    )
    prison_number = IdentifierField(
        "prison_number",
        label=_("Prison number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(_QUIET),
    )
    pnc_id = IdentifierField(
        "pnc_id", label=_("PNC ID"), required=False, max_length=20, widget=forms.TextInput(_QUIET)
    )
    justice_stage = forms.ChoiceField(label=_("Stage in the justice system"), required=False, choices=())
    disposal = forms.ChoiceField(label=_("Sentence, order or other outcome"), required=False, choices=())
    responsibility = forms.ChoiceField(
        label=_("Do they accept responsibility?"),
        choices=ReferredPerson.Responsibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they accept responsibility")},
    )
    plea = forms.ChoiceField(
        label=_("Their plea"),
        choices=ReferredPerson.Plea.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select their plea")},
    )

    reveals = {"custody": {"yes": ["custody_place", "prison_number"]}}
    presentation = PersonForm.presentation | {
        "pnc_id": {"classes": "govuk-input--width-20"},
        "prison_number": {"classes": "govuk-input--width-10"},
    }
    field_order = (
        "is_known",
        "given_names",
        "family_name",
        "date_of_birth",
        "sex",
        "ethnicity",
        "pnc_id",
        "needs",
        "vulnerability",
        "custody",
        "custody_place",
        "prison_number",
        "justice_stage",
        "disposal",
        "plea",
        "responsibility",
        "address",
        "postcode",
        "phone",
        "email",
        "ways",
        "notes",
        "consent",
        "consent_on",
    )
    sections = (
        (
            _("Who they are"),
            (
                *("given_names", "family_name", "date_of_birth", "sex", "ethnicity"),
                *("pnc_id", "needs", "vulnerability"),
            ),
        ),
        (_("Where the case stands"), ("custody", "justice_stage", "disposal", "plea", "responsibility")),
        (_("Safe contact"), ("address", "postcode", "phone", "email", "ways", "notes")),
        (_("Their agreement"), ("consent", "consent_on")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["justice_stage"].choices = coded("justice_stage", optional=True)  # type: ignore[attr-defined]
        self.fields["disposal"].choices = coded("disposal", optional=True)  # type: ignore[attr-defined]

    @property
    def is_unknown(self) -> bool:
        """Whether the page was answered "nobody has been identified yet"."""
        return self.chosen("is_known") == {"no"}

    def not_chosen(self) -> set[str]:
        """Nothing else is asked about somebody nobody knows."""
        if self.is_unknown:
            return set(self.fields) - {"is_known"}
        return super().not_chosen()

    def clean(self) -> dict[str, Any]:
        """A person who is known has a name."""
        cleaned = super().clean()
        if not self.is_unknown and "family_name" in cleaned and not cleaned["family_name"]:
            self.add_error("family_name", _("Enter their last name"))
        return cleaned
