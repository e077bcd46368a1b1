"""What is asked of a person only where it applies: courts and probation, out of court, victims' rights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.criteria.screening import QUESTIONS, UNANSWERED
from referrals.forms.fields import coded
from referrals.models import CourtRecord, ReferredPerson
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm

TIER_MODELS = ("tier_1_4", "tier_2020", "tier_2026")
LEAST_SUPERVISION = 3  # months that an order must have for a requirement (WTE-2B-04)
_WITH_SUPERVISION = ("community", "suspended")
_YES_NO = (("yes", _("Yes")), ("no", _("No")))


def _short(label: Any, length: int = 120, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required)


class CourtForm(StepForm):
    """One offender: the five questions, the court, probation, and what restorative justice is part of."""

    court = _short(_("Court"))
    report_author = _short(_("Author of the report"))
    hearing_on = DatePartsField(label=_("Date of the hearing"), required=False)
    seriousness = forms.ChoiceField(
        label=_("Seriousness of the offence"),
        choices=[("", _("Select an option")), *CourtRecord.Seriousness.choices],
        required=False,
    )
    proposed = forms.ChoiceField(label=_("Sentence proposed"), required=False, choices=())
    requirement = forms.ChoiceField(
        label=_("Requirement that restorative justice is part of"), required=False, choices=()
    )
    supervision_months = forms.IntegerField(
        label=_("Months of supervision"),
        required=False,
        min_value=0,
        max_value=240,
        help_text=_("A community or suspended sentence order needs 3 months or more for a requirement."),
    )
    reparation = forms.ChoiceField(
        label=_("Is reparation a stated purpose of the sentence?"),
        required=False,
        choices=CourtRecord.YesNo.choices,
        widget=forms.RadioSelect,
    )
    sentence_on = DatePartsField(label=_("Date of the sentence"), past=True, today=True, required=False)
    co_defendants = forms.ChoiceField(label=_("Co-defendants"), required=False, choices=())
    tier_model = forms.ChoiceField(label=_("How they are tiered"), required=False, choices=())
    tier_1_4 = forms.ChoiceField(label=_("Tier"), choices=())
    tier_2020 = forms.ChoiceField(label=_("Tier"), choices=())
    tier_2026 = forms.ChoiceField(label=_("Tier"), choices=())
    tier_on = DatePartsField(label=_("Date of the tier"), past=True, today=True, required=False)
    ogrs = forms.IntegerField(
        label=_("Score for reconviction (OGRS)"), required=False, min_value=0, max_value=100
    )
    ogrs_on = DatePartsField(label=_("Date of the score"), past=True, today=True, required=False)
    statuses = forms.MultipleChoiceField(
        label=_("Special status"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    continuing_harm = forms.ChoiceField(
        label=_("Is there a risk of continuing harm, or intent to harm?"),
        required=False,
        choices=CourtRecord.YesNo.choices,
        widget=forms.RadioSelect,
    )
    wants_to_stop = forms.BooleanField(label=_("They say that they want to stop offending"), required=False)
    finished_programme = forms.BooleanField(
        label=_("They finished a programme, for example about victims"), required=False
    )
    footing = forms.ChoiceField(
        label=_("Is it statutory or voluntary?"),
        choices=CourtRecord.Footing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it is statutory or voluntary")},
        help_text=_("In prison it is voluntary, unless it is to end on licence."),
    )
    delivery = forms.ChoiceField(label=_("Delivery model"), required=False, choices=())
    setting = forms.ChoiceField(label=_("Setting"), required=False, choices=())
    process = forms.ChoiceField(label=_("Process meant"), required=False, choices=())
    footing_told_on = DatePartsField(
        label=_("When were they told what taking part, or stopping, means for them?"),
        past=True,
        today=True,
        required=False,
        help_text=_(
            "Statutory: consent is still needed, and missing appointments may lead to enforcement. "
            "Voluntary: no law asks for it, but stopping may show in assessments."
        ),
    )
    notes = forms.CharField(
        label=_("Notes"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    presentation = {
        "supervision_months": {"classes": "govuk-input--width-3"},
        "ogrs": {"classes": "govuk-input--width-3"},
        "reparation": {"inline": True},
        "continuing_harm": {"inline": True},
        "court": {"classes": "govuk-input--width-20"},
        "report_author": {"classes": "govuk-input--width-20"},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self._ask_five()
        lists = {"proposed": "proposed_sentence", "delivery": "delivery_model", "setting": "delivery_setting"}
        lists |= {"requirement": "requirement", "co_defendants": "co_defendants", "tier_model": "tier_model"}
        for name, codes in {**lists, **{model: model for model in TIER_MODELS}}.items():
            self.fields[name].choices = coded(codes, optional=True)  # type: ignore[attr-defined]
        self.fields["process"].choices = coded("process_form", optional=True)  # type: ignore[attr-defined]
        self.fields["statuses"].choices = coded("special_status")  # type: ignore[attr-defined]
        self.sections = (
            (_("Five questions"), asked),
            (
                _("The court"),
                (
                    *("court", "report_author", "hearing_on", "seriousness", "proposed", "requirement"),
                    *("supervision_months", "reparation", "sentence_on", "co_defendants"),
                ),
            ),
            (
                _("Probation"),
                (
                    *("tier_model", "tier_on", "ogrs", "ogrs_on", "statuses", "continuing_harm"),
                    *("wants_to_stop", "finished_programme"),
                ),
            ),
            (
                _("What it is part of"),
                ("footing", "delivery", "setting", "process", "footing_told_on", "notes"),
            ),
        )
        self.order_fields([*asked, *self.fields])

    def _ask_five(self) -> list[str]:
        """Each of the five with a comment where the answer is yes (WTE-2B-01)."""
        reveals: dict[str, dict[str, list[str]]] = {"tier_model": {name: [name] for name in TIER_MODELS}}
        looks = dict(self.presentation)
        for name, question in QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=question,
                choices=_YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": UNANSWERED[name]},
            )
            self.fields[f"{name}_comment"] = forms.CharField(
                label=_("What you know of it"), max_length=500, required=False
            )
            reveals[name] = {"yes": [f"{name}_comment"]}
            looks[name] = {}
        self.reveals, self.presentation = reveals, looks
        return [name for name, _question in QUESTIONS]

    def clean(self) -> dict[str, Any]:
        """A tier and a score have their day; a requirement has months of supervision behind it."""
        cleaned = super().clean() or {}
        if cleaned.get("tier_model") and "tier_on" in cleaned and not cleaned["tier_on"]:
            self.add_error("tier_on", _("Enter the date of the tier"))
        if cleaned.get("ogrs") is not None and "ogrs_on" in cleaned and not cleaned["ogrs_on"]:
            self.add_error("ogrs_on", _("Enter the date of the score"))
        months = cleaned.get("supervision_months")
        is_order = cleaned.get("proposed") in _WITH_SUPERVISION and cleaned.get("requirement")
        if is_order and "supervision_months" in cleaned and (months is None or months < LEAST_SUPERVISION):
            self.add_error(
                "supervision_months", _("Months of supervision must be 3 or more for a requirement")
            )
        return cleaned

    def record(self) -> dict[str, Any]:
        """The columns of a CourtRecord."""
        given = self.cleaned_data
        same = (
            *("court", "report_author", "hearing_on", "seriousness", "proposed", "requirement"),
            *("supervision_months", "reparation", "sentence_on", "co_defendants", "tier_model", "tier_on"),
            *("ogrs", "ogrs_on", "statuses", "continuing_harm", "footing", "delivery", "setting", "process"),
            *("footing_told_on", "notes", "wants_to_stop", "finished_programme"),
        )
        screening = {
            name: {"answer": given[name], "comment": given[f"{name}_comment"] or ""}
            for name, _question in QUESTIONS
        }
        tier = given.get(given["tier_model"]) if given["tier_model"] else ""
        return {name: given[name] for name in same} | {"tier": tier or "", "screening": screening}


class RemedyForm(StepForm):
    """A disposal out of court: community remedy and conditions, apart from restorative justice itself."""

    remedy_action = forms.ChoiceField(
        label=_("Action of the community remedy"),
        required=False,
        choices=(),
        help_text=_("Restorative justice is a choice of its own: a disposal may go with it or without it."),
    )
    remedy_by = _short(_("Officer who took the decision"))
    caution_until = DatePartsField(label=_("Last day of the caution’s conditions"), required=False)
    is_caution_condition = forms.BooleanField(
        label=_("Restorative justice is a condition of the caution"),
        required=False,
        help_text=_("Only where the person harmed and the person responsible both agree."),
    )

    def __init__(
        self, *args: Any, actions: list[str], is_caution: bool, all_agree: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._all_agree = all_agree
        choices = [("", _("None")), *((action, action) for action in actions)]
        self.fields["remedy_action"].choices = choices  # type: ignore[attr-defined]
        if not is_caution:
            del self.fields["caution_until"], self.fields["is_caution_condition"]

    def clean(self) -> dict[str, Any]:
        """A condition needs two who agree and a last day (MOJ-A-19); an action, who decided it."""
        cleaned = super().clean() or {}
        if cleaned.get("is_caution_condition"):
            if not cleaned.get("caution_until"):
                self.add_error("caution_until", _("Enter the last day of the caution’s conditions"))
            if not self._all_agree:
                message = _("Untick this: not everybody has agreed to be contacted")
                self.add_error("is_caution_condition", message)
        if cleaned.get("remedy_action") and not cleaned.get("remedy_by"):
            self.add_error("remedy_by", _("Enter the officer who took the decision"))
        return cleaned

    def record(self) -> dict[str, Any]:
        """The columns of a CourtRecord."""
        given = self.cleaned_data
        return {
            "remedy_action": given["remedy_action"],
            "remedy_by": given["remedy_by"],
            "caution_until": given.get("caution_until"),
            "is_caution_condition": bool(given.get("is_caution_condition")),
        }


class RightsForm(StepForm):
    """One victim: contact scheme, bereavement, and what they would like to happen."""

    contact_scheme = forms.ChoiceField(
        label=_("Are they in the Victim Contact Scheme?"),
        choices=ReferredPerson.ContactScheme.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "For certain sexual or violent crimes with 12 months’ custody or more, and some hospital orders."
        ),
    )
    liaison_officer = _short(_("Victim liaison officer, and how to reach them"), 200)
    relation_to_deceased = forms.ChoiceField(
        label=_("If somebody died: what were they to the person who died?"), required=False, choices=()
    )
    remedy_asked_on = DatePartsField(
        label=_("When were they asked what they would like to happen?"),
        past=True,
        today=True,
        required=False,
        help_text=_("For a community resolution or a caution with conditions."),
    )
    remedy_view = forms.CharField(
        label=_("What they would like to happen"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    reveals = {"contact_scheme": {"engaged": ["liaison_officer"]}}

    def __init__(self, *args: Any, asks: frozenset[str] | None = None, **options: Any) -> None:
        """``asks`` names what applies: "scheme", "death", "remedy"; None asks everything."""
        super().__init__(*args, **options)
        self.fields["relation_to_deceased"].choices = coded(  # type: ignore[attr-defined]
            "relation_to_deceased", optional=True
        )
        fields = {
            "scheme": ("contact_scheme", "liaison_officer"),
            "death": ("relation_to_deceased",),
            "remedy": ("remedy_asked_on", "remedy_view"),
        }
        if asks is not None:
            for part, names in fields.items():
                for name in names:
                    if part not in asks:
                        del self.fields[name]
            if "scheme" not in asks:
                self.reveals = {}

    def clean(self) -> dict[str, Any]:
        """Who is in the scheme has a liaison officer; a view has its day."""
        cleaned = super().clean() or {}
        engaged = cleaned.get("contact_scheme") == ReferredPerson.ContactScheme.ENGAGED
        if engaged and not cleaned.get("liaison_officer"):
            self.add_error("liaison_officer", _("Enter the victim liaison officer"))
        if cleaned.get("remedy_view") and not cleaned.get("remedy_asked_on"):
            self.add_error("remedy_asked_on", _("Enter when they were asked what they would like to happen"))
        return cleaned

    def record(self) -> dict[str, Any]:
        """The columns of a ReferredPerson."""
        return {name: self.cleaned_data[name] for name in self.fields}
