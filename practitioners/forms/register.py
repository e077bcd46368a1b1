"""What the office keeps of somebody: the job, where and when they can work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practitioners.models import Duty, Practitioner
from practitioners.selectors.register import on_the_register
from rjcase.access.models import Area, Membership
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.ids import uuid7

NOT_SPOKEN = ("prefer_not",)


def languages() -> list[tuple[str, Any]]:
    """The languages somebody may speak with people, as choices."""
    return [(code, label) for code, label in codelist("language").choices(today()) if code not in NOT_SPOKEN]


def areas() -> list[tuple[str, str]]:
    """The scheme's areas in use, as choices."""
    return [(str(row.pk), row.name) for row in Area.objects.filter(is_active=True)]


def _people(rows: Any, besides: int) -> list[tuple[str, Any]]:
    return [("", _("Nobody")), *((str(m.user_id), str(m.user)) for m in rows if m.user_id != besides)]


class JobForm(GovukForm):
    """Kind of worker and job description (WTE-3.5-01, WTE-3D-01, WTE-3E-01)."""

    kind = forms.ChoiceField(
        label=_("Kind of worker"), choices=Practitioner.Kind.choices, widget=forms.RadioSelect
    )
    employer = forms.CharField(label=_("Employer or provider"), max_length=150, required=False)
    grade = forms.CharField(label=_("Grade or band"), max_length=60, required=False)
    hours = forms.DecimalField(
        label=_("Hours a week"), min_value=0, max_value=80, decimal_places=1, max_digits=4, required=False
    )
    reports_to = forms.ChoiceField(label=_("Reports to"), choices=(), required=False)
    purpose = forms.CharField(
        label=_("Purpose and duties of the job"), max_length=4000, required=False, widget=forms.Textarea
    )
    caseload_limit = forms.IntegerField(
        label=_("Most open cases at one time"), min_value=0, max_value=200, required=False
    )
    serious_limit = forms.IntegerField(
        label=_("Of these, most that are sensitive or complex"), min_value=0, max_value=200, required=False
    )
    mentor = forms.ChoiceField(
        label=_("Mentor who supervises their practice"),
        help_text=_("An accredited practitioner. One person supervises at most two volunteers."),
        choices=(),
        required=False,
    )
    presentation = {
        name: {"classes": "govuk-input--width-4"} for name in ("hours", "caseload_limit", "serious_limit")
    }

    def __init__(self, *args: Any, user_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        everybody = Membership.objects.live().select_related("user").order_by("user__name")
        self.fields["reports_to"].choices = _people(everybody, user_id)  # type: ignore[attr-defined]
        self.fields["mentor"].choices = _people(on_the_register(), user_id)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The answers as fields of Practitioner."""
        data = dict(self.cleaned_data)
        for name in ("reports_to", "mentor"):
            data[f"{name}_id"] = int(data.pop(name) or 0) or None
        return data


class ReachForm(GovukForm):
    """Where, when and in which languages somebody can work (CAMB-10, WM-8-01)."""

    home_area = forms.ChoiceField(label=_("Area they are based in"), choices=(), required=False)
    areas = forms.MultipleChoiceField(
        label=_("Areas they travel to"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("When they can work"),
        choices=Practitioner.Time.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    strengths = forms.CharField(
        label=_("Cultures they know, and other skills"), max_length=300, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages they can work in"),
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    presentation = {name: {"small": True} for name in ("areas", "times", "languages")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = areas()
        self.fields["home_area"].choices = [("", _("Not known")), *known]  # type: ignore[attr-defined]
        self.fields["areas"].choices = known  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages()  # type: ignore[attr-defined]
        if not known:
            del self.fields["areas"], self.fields["home_area"]

    def facts(self) -> dict[str, Any]:
        """The answers as fields of Practitioner."""
        data = dict(self.cleaned_data)
        if "home_area" in data:
            data["home_area"] = data["home_area"] or None
        return data


class DutyForm(GovukForm):
    """A line of the rota (WM-7-09)."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    person = forms.ChoiceField(label=_("Who"), choices=())
    kind = forms.ChoiceField(label=_("What for"), choices=Duty.Kind.choices, widget=forms.RadioSelect)
    starts_on = DatePartsField(label=_("First day"))
    ends_on = DatePartsField(label=_("Last day"), future=True, today=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(m.user_id), str(m.user)) for m in on_the_register()]
        self.fields["person"].choices = [("", _("Select an option")), *people]  # type: ignore[attr-defined]
