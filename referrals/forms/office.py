"""The office's forms about a referral."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.fields import coded
from referrals.forms.referral import STARTED_BY, rule_source_of_the_day, sources_of_any_day
from referrals.models import Agency, EligibilityCheck, Referral, ReferredPerson
from rjcase.access.models import Membership
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm


class RegisterForm(GovukForm):
    """What the office checks when it enters a referral in the register."""

    happened_on = DatePartsField(label=_("Date of the referral"), past=True, today=True)
    source = forms.ChoiceField(label=_("Where the referral comes from"), choices=())
    started_by = forms.ChoiceField(
        label=_("Who asked for restorative justice?"),
        choices=STARTED_BY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who asked for restorative justice")},
    )
    in_area = forms.ChoiceField(
        label=_("Did it happen in our area?"),
        choices=Referral.InArea.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it happened in our area")},
    )
    flags = forms.MultipleChoiceField(
        label=_("What kind of case is it?"),
        required=False,
        choices=(("sensitive", _("Sensitive")), ("complex", _("Complex"))),
        widget=forms.CheckboxSelectMultiple,
    )

    presentation = {
        "in_area": {"inline": True},
        "flags": {
            "hints": {
                "sensitive": _(
                    "Serious or sexual violence, actual or threatened; a vulnerable person; domestic abuse; "
                    "or a risk of continuing harm."
                ),
                "complex": _(
                    "Harm over more than three years; more than three victims or offenders; a vulnerable "
                    "person; a risk of continuing harm; or several agencies."
                ),
            }
        },
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Select an option")), *sources_of_any_day()]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The source must have existed on the day."""
        cleaned = super().clean() or {}
        rule_source_of_the_day(self, cleaned)
        return cleaned


class FullForm(GovukForm):
    """On which day everything needed was there."""

    full_on = DatePartsField(label=_("Date it became full"), past=True, today=True)


class DecisionForm(GovukForm):
    """A manager's decision where the criteria do not simply let a case in."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=EligibilityCheck.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your decision")},
    )
    reason = forms.CharField(label=_("Reason for the decision"), max_length=2000, widget=forms.Textarea)


class DeclineForm(GovukForm):
    """Why the service does not take the referral forward."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the reason")},
        help_text=_("The referrer can read this reason."),
    )
    note = forms.CharField(
        label=_("Note for the file"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("The referrer cannot read this note. Enter one if you select “Other”."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = coded("decline_reason")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The reason "other" says nothing by itself."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == "other" and not cleaned.get("note"):
            self.add_error("note", _("Enter the reason"))
        return cleaned


class VictimSaidForm(GovukForm):
    """What is known of a victim that the paper check looks at."""

    consent = forms.ChoiceField(
        label=_("Have they agreed to be contacted by us?"),
        choices=ReferredPerson.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether they have agreed to be contacted")},
    )


class OffenderSaidForm(VictimSaidForm):
    """The same of an offender, and where their case stands."""

    justice_stage = forms.ChoiceField(label=_("Stage in the justice system"), required=False)
    disposal = forms.ChoiceField(label=_("Sentence, order or other outcome"), required=False)
    custody_place = forms.CharField(label=_("Prison"), max_length=120, required=False)
    plea = forms.ChoiceField(label=_("Their plea"), choices=ReferredPerson.Plea.choices, required=False)
    responsibility = forms.ChoiceField(
        label=_("Do they accept responsibility?"),
        choices=ReferredPerson.Responsibility.choices,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("justice_stage", "disposal"):
            self.fields[name].choices = coded(name, optional=True)  # type: ignore[attr-defined]
        for name in ("plea", "responsibility"):
            field = self.fields[name]
            field.choices = [("", _("Select an option")), *field.choices]  # type: ignore[attr-defined]


class AgencyForm(GovukForm):
    """A partner agency."""

    name = forms.CharField(label=_("Name of the agency"), max_length=150)
    kind = forms.ChoiceField(label=_("Kind of agency"), choices=())
    is_active = forms.BooleanField(
        label=_("This agency refers to us now"),
        required=False,
        help_text=_("Untick it to keep the agency’s past referrals but take no new ones."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = coded("agency_kind", optional=True)  # type: ignore[attr-defined]


class AgencyPersonForm(GovukForm):
    """One more person who refers for an agency."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Membership.objects.none(), empty_label=_("Select an option")
    )

    def __init__(self, *args: Any, agency: Agency, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agency = agency
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
        field.queryset = people
        field.label_from_instance = lambda row: f"{row.user.name} ({row.user.email})"  # type: ignore[method-assign, assignment]


class SystemForm(GovukForm):
    """A system of an agency that is let in."""

    name = forms.CharField(label=_("Name of the system"), max_length=80)
    expires_on = DatePartsField(label=_("Last day"), help_text=_("A year from today at the latest."))
