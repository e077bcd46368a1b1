"""The pages of the partner form that ask about the referral itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.fields import coded
from referrals.models import Agency, Referral
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.codelists.agencies import family


def sources_of_any_day() -> list[tuple[str, Any]]:
    """Every source, those of the past too: the office also enters what came years ago (WM-5.5-03)."""
    sources = codelist("referral_source")
    return sources.choices(on=today(), keep=[code.code for code in sources])


def rule_source_of_the_day(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Refuse a source that did not exist on the date of the referral."""
    source, day = cleaned.get("source"), cleaned.get("happened_on")
    if source and day and not codelist("referral_source")[source].in_use(day):
        form.add_error("source", _("Select a source that existed on the date of the referral"))


class ReferrerForm(StepForm):
    """Who refers, and for which agency. Questions with one possible answer are not asked."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact = forms.CharField(
        label=_("Your work phone number or email address"),
        max_length=200,
        help_text=_("We use it to ask about this referral."),
    )
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none(), empty_label=None)
    source = forms.ChoiceField(label=_("Where the referral comes from"), choices=())
    happened_on = DatePartsField(label=_("Date of the referral"), past=True, today=True)

    def __init__(self, *args: Any, agencies: list[Agency], office: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self._office = office
        self._agencies = agencies
        if office:
            self._for_the_office()
        else:
            del self.fields["happened_on"]
        self._offer_agencies(agencies)
        self._offer_sources(agencies)

    def _for_the_office(self) -> None:
        self.fields["name"].label = _("Name of whoever refers")
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["name"].error_messages["required"] = _("Enter the name of whoever refers")
        self.fields["contact"].label = _("Their work phone number or email address")
        self.fields["contact"].error_messages["required"] = _(
            "Enter their work phone number or email address"
        )
        self.fields["agency"].required = False

    def _offer_agencies(self, agencies: list[Agency]) -> None:
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
        field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        if self._office:
            field.empty_label = str(_("No agency"))
        elif len(agencies) == 1:
            del self.fields["agency"]
        else:
            field.widget = forms.RadioSelect()
            field.widget.choices = field.choices  # a list of agencies is read when it is drawn

    def _offer_sources(self, agencies: list[Agency]) -> None:
        kinds = {family(agency.kind) for agency in agencies}
        sources = codelist("referral_source")
        choices = [
            (code, label)
            for code, label in (sources_of_any_day() if self._office else sources.choices(on=today()))
            if self._office or sources[code].maps.get("agency_kind") in kinds
        ]
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", _("Select an option")), *choices]
        if len(choices) < 2:
            del self.fields["source"]
        elif not self._office and len(choices) < 7:
            field.choices = choices
            field.widget = forms.RadioSelect(choices=choices)
        self._only_source = choices[0][0] if len(choices) == 1 else "other"

    def clean(self) -> dict[str, Any]:
        """Fill in the answers that were not asked."""
        cleaned = super().clean() or {}
        if "agency" not in self.fields:
            cleaned["agency"] = self._agencies[0]
        if "source" not in self.fields:
            cleaned["source"] = self._only_source
        cleaned.setdefault("happened_on", None if "happened_on" in self.fields else today())
        self._rule_source(cleaned)
        return cleaned

    def _rule_source(self, cleaned: dict[str, Any]) -> None:
        """A partner of several agencies says where in the chosen one a referral comes from."""
        agency, source = cleaned.get("agency"), cleaned.get("source")
        if self._office:
            rule_source_of_the_day(self, cleaned)
            return
        if agency is None or not source or "source" not in self.fields:
            return
        if codelist("referral_source")[source].maps.get("agency_kind") != family(agency.kind):
            self.add_error("source", _("Select a source that belongs to the agency"))


class OffenceFactsForm(StepForm):
    """The offence as codes and a date, without anything that names a place or a person."""

    subgroup = forms.ChoiceField(label=_("Main offence"), choices=())
    markers = forms.MultipleChoiceField(
        label=_("Does any of these apply?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    happened_on = DatePartsField(
        label=_("Date of the offence"),
        past=True,
        today=True,
        required=False,
        help_text=_("If it went on for some time, give the first day."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subgroup"].choices = _offences()  # type: ignore[attr-defined]
        self.fields["markers"].choices = coded("offence_marker")  # type: ignore[attr-defined]


class OffenceForm(OffenceFactsForm):
    """The page of the partner form. Where and how it happened stands on another page."""

    in_area = forms.ChoiceField(
        label=_("Did it happen in our area?"),
        choices=Referral.InArea.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it happened in our area")},
    )
    crime_number = forms.CharField(label=_("Crime number"), max_length=40, required=False)

    presentation = {"in_area": {"inline": True}, "crime_number": {"classes": "govuk-input--width-20"}}


def _offences() -> list[tuple[str, Any]]:
    """Every offence in use, under its group's name."""
    groups, subgroups = codelist("offence_group"), codelist("offence_subgroup")
    choices: list[tuple[str, Any]] = [("", _("Select an option"))]
    for group in groups:
        inside = [
            (code, label)
            for code, label in subgroups.choices(on=today())
            if subgroups[code].maps["offence_group"] == group.code
        ]
        choices.append((str(group.label), inside))
    return choices


class CircumstancesForm(StepForm):
    """What happened, in the agency's own words. Goes to the source papers, which name both sides."""

    happened = forms.CharField(
        label=_("What happened"),
        max_length=6000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("A short account of the offence and of what has happened since."),
        error_messages={"required": _("Enter what happened")},
    )
    place = forms.CharField(
        label=_("Where it happened"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    risk = forms.CharField(
        label=_("Risks we should know about"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For example threats, weapons, a bar on contact, or risks to people who visit."),
    )


STARTED_BY = (
    ("harmed", _("The person harmed")),
    ("responsible", _("The person responsible")),
    ("neutral", _("Neither: it was suggested by us or somebody else")),
)
# WM-5.6-07: what the referrer confirms having explained.
EXPLAINED = (
    ("confidential", _("It is confidential")),
    ("voluntary", _("Taking part is a choice")),
    ("withdraw", _("They can stop at any time")),
    ("other_support", _("It does not affect other support")),
)


class StartForm(StepForm):
    """Who asked for restorative justice, and what they were told about it."""

    started_by = forms.ChoiceField(
        label=_("Who asked for restorative justice?"),
        choices=STARTED_BY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who asked for restorative justice")},
    )
    is_court_ordered = forms.ChoiceField(
        label=_("Is restorative justice part of a court order?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether restorative justice is part of a court order")},
    )
    explained = forms.MultipleChoiceField(
        label=_("What have you explained to them?"),
        required=False,
        choices=EXPLAINED,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Select all that you explained to the people you spoke with."),
    )
    other = forms.CharField(
        label=_("Anything else we should know"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    presentation = {"is_court_ordered": {"inline": True}}
