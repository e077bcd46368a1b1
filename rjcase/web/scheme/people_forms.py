"""Forms about people of a scheme."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from referrals.models import Agency
from rjcase.access.models import DeliveryTeam, User
from rjcase.access.roles import Role
from rjcase.access.services.invite import is_member
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm

ROLE_HINTS = {
    Role.SENIOR.value: _("Leads the service: reads the returns that were sent, never a case."),
    Role.MANAGER.value: _("Sees every case; approves, allocates, sends returns and keeps these settings."),
    Role.COORDINATOR.value: _("Sees every case; screens referrals and offers cases to facilitators."),
    Role.ADMINISTRATOR.value: _(
        "Sees every case; registers referrals, sends letters, chases dates, prepares returns."
    ),
    Role.FACILITATOR.value: _("Sees the cases allocated to them."),
    Role.VOLUNTEER.value: _("Sees the cases allocated to them."),
    Role.SUPERVISOR.value: _("Sees the cases they are let into."),
    Role.PARTNER.value: _("Refers, and follows the progress of their agency’s referrals."),
    Role.CHAMPION.value: _(
        "Promotes restorative justice in their unit; refers, and follows their agency’s referrals."
    ),
    Role.LIAISON.value: _("Sees the one file they are let into, until a date."),
    Role.COMMISSIONER.value: _("Reads returns that were sent, never a case."),
}
_ROLES_LOOK = {"hints": ROLE_HINTS}


def _roles() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one role")},
    )


class InviteForm(GovukForm):
    """Whom to invite, as what; a partner also for which agency."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(
        label=_("Work email address"),
        help_text=_("They sign in with it."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    roles = _roles()
    agency = forms.ModelChoiceField(
        label=_("Agency they refer for"),
        queryset=Agency.objects.none(),
        error_messages={"required": _("Select the agency they refer for")},
    )

    unit = forms.ModelChoiceField(
        label=_("Agency or unit they are champion in"),
        queryset=Agency.objects.none(),
        error_messages={"required": _("Select the agency or unit they are champion in")},
    )

    reveals = {"roles": {Role.PARTNER.value: ["agency"], Role.CHAMPION.value: ["unit"]}}
    presentation = {"roles": _ROLES_LOOK}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in ("agency", "unit"):
            self.fields[name].queryset = Agency.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if is_member(email):
            raise forms.ValidationError(
                gettext("This person is already in your scheme. Change their roles instead")
            )
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        agency, unit = cleaned.get("agency"), cleaned.get("unit")
        if agency and unit and agency != unit:
            self.add_error("unit", gettext("Select one agency for now. Add the others once they have joined"))
        return cleaned


class DetailsForm(GovukForm):
    """What colleagues know of a person: all that managers may change of themselves."""

    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Work phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=DeliveryTeam.objects.none(), required=False, empty_label=_("No team")
    )

    presentation: dict[str, Any] = {"phone": {"classes": "govuk-input--width-20"}}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        teams = DeliveryTeam.objects.filter(is_active=True)
        if self.initial.get("team"):
            teams = teams | DeliveryTeam.objects.filter(pk=self.initial["team"])
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class TermsForm(DetailsForm):
    """What a person is in the scheme, and from when until when."""

    roles = _roles()
    agencies = forms.ModelMultipleChoiceField(
        label=_("Agencies they refer for"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the agencies they refer for")},
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Agencies and units they are champion in"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the agencies and units they are champion in")},
    )
    starts_on = DatePartsField(label=_("First day"))
    ends_on = DatePartsField(
        label=_("Last day"), help_text=_("Leave it empty while they stay."), required=False
    )

    reveals = {"roles": {Role.PARTNER.value: ["agencies"], Role.CHAMPION.value: ["units"]}}
    presentation = {**DetailsForm.presentation, "roles": _ROLES_LOOK}
    field_order = ["roles", "agencies", "units", "starts_on", "ends_on", "job_title", "phone", "team"]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = Agency.objects.filter(is_active=True)
        if self.initial.get("agencies"):
            known = known | Agency.objects.filter(pk__in=self.initial["agencies"])
        for name in ("agencies", "units"):
            self.fields[name].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", gettext("Last day must be the same as or after the first day"))
        return cleaned


class LeaveForm(GovukForm):
    """The last day of somebody who leaves."""

    last_day = DatePartsField(
        label=_("Last day"), help_text=_("They can sign in to the scheme until the end of this day.")
    )


class NewAccountForm(GovukForm):
    """The name and password of somebody who joins without an account."""

    name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, **options: Any) -> None:
        super().__init__(**options)
        self.email = self.account = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
