"""What a system sends, as the pages of the partner form: one set of rules for people and for systems."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django import forms

from referrals.forms.court import CourtForm, RemedyForm, RightsForm
from referrals.forms.people import OffenderForm, VictimForm
from referrals.forms.referral import CircumstancesForm, OffenceForm, ReferrerForm, StartForm
from referrals.journey.further import Told
from referrals.models import Agency
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import Answers, Journey, Step, StepForm

SINGLE: dict[str, Callable[..., StepForm]] = {
    "offence": OffenceForm,
    "circumstances": CircumstancesForm,
    "start": StartForm,
}
SEVERAL: dict[str, tuple[str, Callable[..., StepForm]]] = {
    "victims": ("victim", VictimForm),
    "offenders": ("offender", OffenderForm),
}
# What may stand with a person, each where the partner form would ask for it: kind of person, form.
FURTHER: dict[str, tuple[str, Callable[..., StepForm]]] = {
    "rights": ("victim", RightsForm),
    "court": ("offender", CourtForm),
    "remedy": ("offender", RemedyForm),
}
MOST_PEOPLE = 30  # of one role
Errors = dict[str, list[str]]
_NOT_ASKED = {
    "rights": "Leave this out: the offence and the outcomes that were sent give no such rights.",
    "court": (
        "Leave this out: it is asked only where a court ordered restorative justice, or where an agency of "
        "probation, prison or court refers somebody before, during or after a sentence."
    ),
    "remedy": "Leave this out: it is asked only where the outcome is one out of court.",
}


def journey_of(body: Any, agencies: list[Agency], *, office: bool = False) -> tuple[Journey, Errors]:
    """The body as a journey of the partner form, and everything wrong with it by its place in the body.

    The office says when it was referred, and for which of the agencies, if for one. The journey may be
    sent only when there are no errors.
    """
    if not isinstance(body, dict):
        return Journey([], "", ""), {"": ["Send an object."]}
    errors: Errors = {}
    steps = []
    further: list[tuple[str, str, Any]] = []
    for key, path, make, sent in _parts(body, agencies, office, errors):
        steps.append(_step(key, path, make, _own(key, path, sent, further), errors))
    agency = steps[0].checked.cleaned_data.get("agency")
    told = Told({_kept(step.key): step.answers or {} for step in steps}, agency)
    for key, path, sent in further:
        name, _dash, number = key.partition("-")
        makes = dict(told.further(FURTHER[name][0], int(number)))
        if name in makes:
            steps.append(_step(key, path, makes[name], sent, errors))
        else:
            errors[path] = [_NOT_ASKED[name]]
    known = {"referrer", *SINGLE, *SEVERAL}
    errors |= {name: ["There is no such field."] for name in body.keys() - known}
    return Journey(steps, "", ""), errors


def _step(key: str, path: str, make: Callable[..., StepForm], sent: Any, errors: Errors) -> Step:
    """One page with what was sent for it; what is wrong there is added to ``errors``."""
    step = Step(key, path, "", make, _answers(make(), sent, path, errors))
    for field, messages in step.checked.errors.items():
        place = path if field == "__all__" else f"{path}.{field}"
        errors.setdefault(place, []).extend(map(str, messages))
    return step


def _own(key: str, path: str, sent: Any, further: list[tuple[str, str, Any]]) -> Any:
    """A person's own answers; the objects that stand among them go to ``further``."""
    kind, _dash, number = key.partition("-")
    names = [name for name, (whose, _form) in FURTHER.items() if whose == kind]
    if not isinstance(sent, dict):
        return sent
    further += [
        (f"{name}-{number}", f"{path}.{name}", sent[name]) for name in names if sent.get(name) is not None
    ]
    return {name: value for name, value in sent.items() if name not in names}


def _kept(key: str) -> tuple[str, int, str]:
    """Where the partner form keeps the answers of a step."""
    kind, _dash, number = key.partition("-")
    if number:
        return kind, int(number), "person"
    return ("referrer" if key == "referrer" else "papers"), 1, key


def _parts(
    body: dict[str, Any], agencies: list[Agency], office: bool, errors: Errors
) -> Iterator[tuple[str, str, Callable[..., StepForm], Any]]:
    referrer = partial(ReferrerForm, agencies=agencies, office=office)
    yield "referrer", "referrer", referrer, body.get("referrer", {})
    for name, make in SINGLE.items():
        yield name, name, make, body.get(name, {})
    for name, (kind, make) in SEVERAL.items():
        people = body.get(name, [])
        if not isinstance(people, list) or len(people) > MOST_PEOPLE:
            errors[name] = [f"Send a list of {MOST_PEOPLE} people at most."]
            continue
        if not people and kind == "victim":
            errors[name] = ["Name who was harmed."]
        for number, person in enumerate(people, 1):
            yield f"{kind}-{number}", f"{name}.{number - 1}", make, person


def _answers(form: forms.BaseForm, sent: Any, path: str, errors: Errors) -> Answers:
    """A part of the body as a person would have typed it."""
    if not isinstance(sent, dict):
        errors[path] = ["Send an object."]
        return {}
    answers: Answers = {}
    for name, value in sent.items():
        field = form.fields.get(name)
        if field is None:
            errors[f"{path}.{name}"] = ["There is no such field."]
        elif not _plain(field, value):
            errors[f"{path}.{name}"] = [_shape(field)]
        elif isinstance(field, DatePartsField) and value:
            year, _dash, rest = str(value).partition("-")
            month, _dash, day = rest.partition("-")
            answers |= {f"{name}-day": [day], f"{name}-month": [month], f"{name}-year": [year]}
        elif value is not None:
            answers[name] = [str(item) for item in value] if isinstance(value, list) else [str(value)]
    return answers


def _plain(field: forms.Field, value: Any) -> bool:
    if isinstance(value, bool):
        return isinstance(field, forms.BooleanField)
    if isinstance(value, int):
        return isinstance(field, forms.IntegerField)
    if isinstance(value, list):
        return isinstance(field, forms.MultipleChoiceField) and all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str)


def _shape(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "Send true or false."
    if isinstance(field, forms.IntegerField):
        return "Send a whole number."
    if isinstance(field, forms.MultipleChoiceField):
        return "Send a list of texts."
    return "Send a text."
