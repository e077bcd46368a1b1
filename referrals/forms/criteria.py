"""The criteria as a form: the whole vocabulary on one page, each rule with what follows from it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.criteria.rules import (
    AREA,
    EFFECT_LABELS,
    KINDS,
    MARKER,
    OFFENCE,
    OFFENDER_AGE,
    PLEA,
    RESPONSIBILITY,
    VICTIM,
    VICTIM_AGE,
    WITH_AGE,
    WITH_VALUES,
    Effect,
    Rule,
)
from referrals.forms.fields import coded
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm
from rjcase.designsystem.messages import give_messages

_QUESTIONS = {
    VICTIM: _("Nobody who was harmed can be identified"),
    PLEA: _("The person responsible pleaded not guilty"),
    RESPONSIBILITY: _("The person responsible does not accept any responsibility"),
    AREA: _("It happened outside our area"),
    VICTIM_AGE: _("The person harmed is under a certain age"),
    OFFENDER_AGE: _("The person responsible is under a certain age"),
}
_VALUE_QUESTIONS = {
    (OFFENCE, Effect.BLOCKS): _("Offences that rule the case out"),
    (OFFENCE, Effect.DECISION): _("Offences that need a manager’s decision"),
    (MARKER, Effect.BLOCKS): _("Kinds of case that are ruled out"),
    (MARKER, Effect.DECISION): _("Kinds of case that need a manager’s decision"),
}
_SINGLE = (VICTIM, PLEA, RESPONSIBILITY, AREA)


def _effects() -> list[tuple[str, Any]]:
    return [("", _("Not one of our criteria")), *((str(effect), EFFECT_LABELS[effect]) for effect in Effect)]


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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        publishing = list(self.fields)
        people = [name for kind in (*_SINGLE, VICTIM_AGE, OFFENDER_AGE) for name in self._add_effect(kind)]
        offence = [name for kind in (OFFENCE, MARKER) for name in self._add_values(kind)]
        self.order_fields([*people, *offence, *publishing])
        self.sections = (
            (_("The people and the place"), people),
            (_("The offence"), offence),
            (_("Publishing"), publishing),
        )
        self.presentation = {
            **{f"{kind}_years": {"classes": "govuk-input--width-3", "optional": False} for kind in WITH_AGE},
            **{kind: {"optional": False} for kind in KINDS},
            **{f"{kind}_{effect}": {"small": True} for kind in WITH_VALUES for effect in Effect},
        }
        for field in self.fields.values():
            give_messages(field)

    def _add_effect(self, kind: str) -> list[str]:
        self.fields[kind] = forms.ChoiceField(label=_QUESTIONS[kind], choices=_effects(), required=False)
        if kind not in WITH_AGE:
            return [kind]
        years = f"{kind}_years"
        self.fields[years] = forms.IntegerField(
            label=_("Under which age"), min_value=1, max_value=120, required=False
        )
        return [kind, years]

    def _add_values(self, kind: str) -> list[str]:
        choices = _offence_choices() if kind == OFFENCE else coded("offence_marker")
        names = []
        for effect in (Effect.BLOCKS, Effect.DECISION):
            name = f"{kind}_{effect}"
            self.fields[name] = forms.MultipleChoiceField(
                label=_VALUE_QUESTIONS[kind, effect],
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            names.append(name)
        return names

    def clean(self) -> dict[str, Any]:
        """An age rule needs an age; an offence is ruled out or decided on, not both."""
        cleaned = super().clean() or {}
        for kind in WITH_AGE:
            if cleaned.get(kind) and f"{kind}_years" in cleaned and cleaned[f"{kind}_years"] is None:
                self.add_error(f"{kind}_years", _("Enter the age"))
        for kind in WITH_VALUES:
            both = set(cleaned.get(f"{kind}_blocks") or ()) & set(cleaned.get(f"{kind}_decision") or ())
            if both:
                self.add_error(f"{kind}_decision", _("Select each choice in one of the two lists only"))
        return cleaned

    def rules(self) -> list[Rule]:
        """The rules of a valid form."""
        given = self.cleaned_data
        rules = [Rule(kind, Effect(given[kind])) for kind in _SINGLE if given[kind]]
        rules += [
            Rule(kind, Effect(given[kind]), age=given[f"{kind}_years"])
            for kind in (VICTIM_AGE, OFFENDER_AGE)
            if given[kind]
        ]
        for kind in (OFFENCE, MARKER):
            for effect in (Effect.BLOCKS, Effect.DECISION):
                if given[f"{kind}_{effect}"]:
                    rules.append(Rule(kind, effect, values=tuple(given[f"{kind}_{effect}"])))
        return rules


def _offence_choices() -> list[tuple[str, Any]]:
    """Whole groups first, then single offences."""
    groups = coded("offence_group")
    known = {code for code, _label in groups}
    return [*groups, *((code, label) for code, label in coded("offence_subgroup") if code not in known)]


def initial_of(rules: Iterable[Rule]) -> dict[str, Any]:
    """What the form shows for rules in force."""
    shown: dict[str, Any] = {}
    for rule in rules:
        if rule.kind in WITH_VALUES:
            shown[f"{rule.kind}_{rule.effect}"] = list(rule.values)
        else:
            shown[rule.kind] = str(rule.effect)
        if rule.kind in WITH_AGE:
            shown[f"{rule.kind}_years"] = rule.age
    return shown
