"""The criteria as a form: the whole vocabulary on one page, each rule with what follows from it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.criteria import rules as kinds
from referrals.criteria.rules import AGES, EFFECT_LABELS, LEVELS, Effect, Rule
from referrals.forms.fields import coded
from referrals.forms.referral import STARTED_BY
from referrals.models import CourtRecord
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm
from rjcase.designsystem.messages import give_messages

# Rules that ask for nothing more than what follows.
SINGLE: Mapping[str, Any] = {
    kinds.VICTIM: _("Nobody who was harmed can be identified"),
    kinds.NO_OFFENDER: _("Nobody responsible has been identified"),
    kinds.PLEA: _("The person responsible pleaded not guilty"),
    kinds.RESPONSIBILITY: _("The person responsible does not accept any responsibility"),
    kinds.SCREENING: _("One of the five questions about the person responsible is a yes"),
    kinds.REPARATION: _("Reparation is a stated purpose of the sentence"),
    kinds.AREA: _("It happened outside our area"),
}
# Rules with a number of years.
AGED: Mapping[str, tuple[Any, Any]] = {
    kinds.VICTIM_AGE: (_("The person harmed is under a certain age"), _("Under which age")),
    kinds.OFFENDER_AGE: (_("The person responsible is under a certain age"), _("Under which age")),
    kinds.ELAPSED: (_("It happened a long time ago"), _("How many years ago, or more")),
}


def _tiers() -> list[tuple[str, Any]]:
    lists = ("tier_1_4", "tier_2026")
    return [
        (f"{name}:{code}", label) for name in lists for code, label in coded(name) if code not in ("NS", "M")
    ]


# Rules with one list of choices: question, what is picked, its choices.
LISTED: Mapping[str, tuple[Any, Any, Callable[[], list[tuple[str, Any]]]]] = {
    kinds.OFFENCE_OUTSIDE: (
        _("The offence is none of those we aim at"),
        _("Offences we aim at"),
        lambda: coded("offence_group"),
    ),
    kinds.STAGE: (_("The case stands at a certain stage"), _("Stages"), lambda: coded("justice_stage")),
    kinds.UNWILLING: (
        _("Not everybody has said yes while the case stands at a certain stage"),
        _("Stages at which everybody must have said yes"),
        lambda: coded("justice_stage"),
    ),
    kinds.STARTED: (
        _("Restorative justice was asked for by somebody in particular"),
        _("Asked for by"),
        lambda: [(code, label) for code, label in STARTED_BY],
    ),
    kinds.STATUS: (
        _("The person responsible belongs to a cohort"),
        _("Cohorts"),
        lambda: coded("special_status"),
    ),
    kinds.TIER: (_("The person responsible is in none of the tiers we aim at"), _("Tiers we aim at"), _tiers),
}
# Rules that may stand twice, once for each effect.
TWICE: Mapping[str, Mapping[str, Any]] = {
    kinds.OFFENCE: {
        Effect.BLOCKS: _("Offences that rule the case out"),
        Effect.DECISION: _("Offences that need a manager’s decision"),
        Effect.INFORMS: _("Offences that are for information"),
    },
    kinds.MARKER: {
        Effect.BLOCKS: _("Kinds of case that are ruled out"),
        Effect.DECISION: _("Kinds of case that need a manager’s decision"),
        Effect.INFORMS: _("Kinds of case that are for information"),
    },
}
_OF_COURTS = (
    *(kinds.SCREENING, kinds.REPARATION, kinds.SERIOUSNESS, kinds.TIER),
    *(kinds.OGRS, kinds.STAGE, kinds.UNWILLING, kinds.STATUS),
)


def _effects(kind: str) -> list[tuple[str, Any]]:
    offered = [Effect.INFORMS] if kind == kinds.ELAPSED else list(Effect)  # WM-3.1-01
    return [("", _("Not one of our criteria")), *((str(each), EFFECT_LABELS[each]) for each in offered)]


class CriteriaForm(StepForm):
    """A version of the criteria. What is left at "not one of our criteria" is no rule."""

    introduction = forms.CharField(
        label=_("Introduction for the public page"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    from_on = DatePartsField(label=_("Date from which they are in force"), future=True, today=True)
    reason = forms.CharField(label=_("Reason for the change"), max_length=300)

    def __init__(self, *args: Any, trying: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        publishing = list(self.fields)
        self.presentation = {"from_on": {"optional": False}, "reason": {"optional": False}}
        for name in ("from_on", "reason"):
            self.fields[name].required = not trying
        for kind, question in SINGLE.items():
            self._effect(kind, question)
        for kind in AGED:
            self._add_aged(kind)
        self._add_seriousness()
        self._add_band()
        for kind in LISTED:
            self._add_listed(kind)
        self._add_home()
        offence = [name for kind in TWICE for name in self._add_twice(kind)]
        rest = [name for name in self.fields if name not in publishing]
        court = {*self._court_names()}
        people = [name for name in rest if name not in court and name not in offence]
        self.sections = (
            (_("The people, the place and the time"), people),
            (_("Courts and probation"), [name for name in rest if name in court]),
            (_("The offence"), offence),
            (_("Publishing"), publishing),
        )
        self.order_fields([name for _heading, names in self.sections for name in names])
        for field in self.fields.values():
            give_messages(field)

    def _court_names(self) -> Iterable[str]:
        return (name for name in self.fields if name.startswith(_OF_COURTS))

    # --- One kind of question each ---------------------------------------------------------------
    def _effect(self, kind: str, question: Any) -> None:
        self.fields[kind] = forms.ChoiceField(label=question, choices=_effects(kind), required=False)
        self.presentation = {**self.presentation, kind: {"optional": False}}

    def _add_number(self, name: str, label: Any, low: int, high: int) -> None:
        self.fields[name] = forms.IntegerField(label=label, min_value=low, max_value=high, required=False)
        look = {"classes": "govuk-input--width-3", "optional": False}
        self.presentation = {**self.presentation, name: look}

    def _add_picks(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.presentation = {**self.presentation, name: {"small": True, "optional": False}}

    def _add_milder(self, kind: str) -> None:
        self.fields[f"{kind}_milder"] = forms.BooleanField(
            label=_("With discretion where the person harmed asked: one step milder"), required=False
        )

    def _add_aged(self, kind: str) -> None:
        question, years = AGED[kind]
        self._effect(kind, question)
        self._add_number(f"{kind}_years", years, 1, 120)

    def _add_seriousness(self) -> None:
        kind = kinds.SERIOUSNESS
        self._effect(kind, _("The offence is not serious enough"))
        choices = [(code, CourtRecord.Seriousness(code).label) for code in LEVELS[1:]]
        self.fields[f"{kind}_level"] = forms.ChoiceField(
            label=_("Lowest level that we take"),
            choices=[("", _("Select an option")), *choices],
            required=False,
        )
        self.presentation = {**self.presentation, f"{kind}_level": {"optional": False}}
        self._add_milder(kind)

    def _add_band(self) -> None:
        self._effect(kinds.OGRS, _("The score for reconviction (OGRS) is outside a band"))
        self._add_number("ogrs_low", _("Lowest score"), 0, 100)
        self._add_number("ogrs_high", _("Highest score"), 0, 100)

    def _add_listed(self, kind: str) -> None:
        question, picked, choices = LISTED[kind]
        self._effect(kind, question)
        self._add_picks(f"{kind}_values", picked, choices())
        if kind == kinds.TIER:
            self._add_picks(f"{kind}_also", _("Tiers we also take where custody is possible"), choices())
            self._add_milder(kind)

    def _add_home(self) -> None:
        self._effect(kinds.HOME, _("Nobody who was harmed lives in a certain place"))
        self.fields["home_values"] = forms.CharField(
            label=_("Postcode areas or districts, like B or B15, with commas between them"),
            max_length=400,
            required=False,
        )
        self.presentation = {**self.presentation, "home_values": {"optional": False}}

    def _add_twice(self, kind: str) -> list[str]:
        choices = _offence_choices() if kind == kinds.OFFENCE else coded("offence_marker")
        names = [f"{kind}_{effect}" for effect in TWICE[kind]]
        for name, label in zip(names, TWICE[kind].values(), strict=True):
            self._add_picks(name, label, choices)
        return names

    # --- What belongs together ---------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        """A rule needs what it asks for; an offence stands in one list only."""
        cleaned = super().clean() or {}
        self._needs(AGES, "years", _("Enter the age"))
        self._needs((kinds.ELAPSED,), "years", _("Enter the number of years"))
        self._needs(LISTED, "values", _("Select at least one"))
        self._needs((kinds.SERIOUSNESS,), "level", _("Select the lowest level that you take"))
        self._clean_band(cleaned)
        self._clean_home(cleaned)
        for kind in TWICE:
            seen: set[str] = set()
            for effect in TWICE[kind]:
                picked = set(cleaned.get(f"{kind}_{effect}") or ())
                if picked & seen:
                    self.add_error(f"{kind}_{effect}", _("Select each choice in one of the lists only"))
                seen |= picked
        return cleaned

    def _needs(self, which: Iterable[str], name: str, message: Any) -> None:
        for kind in which:
            field = f"{kind}_{name}"
            wanted = self.cleaned_data.get(kind) and field in self.cleaned_data
            if wanted and self.cleaned_data[field] in (None, "", []):
                self.add_error(field, message)

    def _clean_band(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get(kinds.OGRS):
            return
        low, high = cleaned.get("ogrs_low"), cleaned.get("ogrs_high")
        if low is None and "ogrs_low" in cleaned:
            self.add_error("ogrs_low", _("Enter the lowest score"))
        if high is None and "ogrs_high" in cleaned:
            self.add_error("ogrs_high", _("Enter the highest score"))
        if low is not None and high is not None and high < low:
            self.add_error("ogrs_high", _("Highest score must be the same as or above the lowest score"))

    def _clean_home(self, cleaned: dict[str, Any]) -> None:
        places = [place.strip().upper() for place in (cleaned.get("home_values") or "").split(",")]
        places = [place for place in places if place]
        if cleaned.get(kinds.HOME) and not places:
            self.add_error("home_values", _("Enter a postcode area or district, like B or B15"))
        if any(not (place.isalnum() and place[0].isalpha() and len(place) < 5) for place in places):
            self.add_error("home_values", _("Enter postcode areas or districts only, like B or B15"))
        cleaned["home_values"] = places

    # --- To and from rules -------------------------------------------------------------------------
    def rules(self) -> list[Rule]:
        """The rules of a valid form."""
        given = self.cleaned_data
        rules = [self._rule(kind) for kind in kinds.KINDS if given.get(kind)]
        for kind in TWICE:
            for effect in TWICE[kind]:
                if given[f"{kind}_{effect}"]:
                    rules.append(Rule(kind, Effect(effect), values=tuple(given[f"{kind}_{effect}"])))
        return rules

    def _rule(self, kind: str) -> Rule:
        given = self.cleaned_data
        is_band = kind == kinds.OGRS
        return Rule(
            kind,
            Effect(given[kind]),
            values=tuple(given.get(f"{kind}_values") or ()),
            age=given["ogrs_low"] if is_band else given.get(f"{kind}_years"),
            upper=given["ogrs_high"] if is_band else None,
            level=given.get(f"{kind}_level") or "",
            also=tuple(given.get(f"{kind}_also") or ()),
            milder=bool(given.get(f"{kind}_milder")),
        )


def _offence_choices() -> list[tuple[str, Any]]:
    """Whole groups first, then single offences."""
    groups = coded("offence_group")
    known = {code for code, _label in groups}
    return [*groups, *((code, label) for code, label in coded("offence_subgroup") if code not in known)]


def initial_of(rules: Iterable[Rule]) -> dict[str, Any]:
    """What the form shows for rules in force."""
    shown: dict[str, Any] = {}
    for rule in rules:
        if rule.kind in TWICE:
            shown[f"{rule.kind}_{rule.effect}"] = list(rule.values)
            continue
        shown[rule.kind] = str(rule.effect)
        more = {"years": rule.age, "level": rule.level, "also": list(rule.also), "milder": rule.milder}
        shown |= {f"{rule.kind}_{name}": value for name, value in more.items() if value}
        values = ", ".join(rule.values) if rule.kind == kinds.HOME else list(rule.values)
        shown[f"{rule.kind}_values"] = values
        if rule.kind == kinds.OGRS:
            shown |= {"ogrs_low": rule.age, "ogrs_high": rule.upper}
    return shown
