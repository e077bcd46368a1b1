"""What a system sends, as the pages of the partner form: one set of rules for people and for systems."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django import forms

from referrals.forms.people import OffenderForm, VictimForm
from referrals.forms.referral import CircumstancesForm, OffenceForm, ReferrerForm, StartForm
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
MOST_PEOPLE = 30  # of one role
Errors = dict[str, list[str]]


def journey_of(body: Any, agency: Agency) -> tuple[Journey, Errors]:
    """The body as a journey of the partner form, and everything wrong with it by its place in the body.

    The journey may be sent only when there are no errors.
    """
    if not isinstance(body, dict):
        return Journey([], "", ""), {"": ["Send an object."]}
    errors: Errors = {}
    steps = []
    for key, path, make, sent in _parts(body, agency, errors):
        answers = _answers(make(), sent, path, errors)
        step = Step(key, path, "", make, answers)
        for field, messages in step.checked.errors.items():
            place = path if field == "__all__" else f"{path}.{field}"
            errors.setdefault(place, []).extend(map(str, messages))
        steps.append(step)
    known = {"referrer", *SINGLE, *SEVERAL}
    errors |= {name: ["There is no such field."] for name in body.keys() - known}
    return Journey(steps, "", ""), errors


def _parts(
    body: dict[str, Any], agency: Agency, errors: Errors
) -> Iterator[tuple[str, str, Callable[..., StepForm], Any]]:
    yield "referrer", "referrer", partial(ReferrerForm, agencies=[agency]), body.get("referrer", {})
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
        elif not _plain(value):
            errors[f"{path}.{name}"] = ["Send a text, or a list of texts."]
        elif isinstance(field, DatePartsField) and value:
            year, _dash, rest = str(value).partition("-")
            month, _dash, day = rest.partition("-")
            answers |= {f"{name}-day": [day], f"{name}-month": [month], f"{name}-year": [year]}
        elif value is not None:
            answers[name] = [str(item) for item in value] if isinstance(value, list) else [str(value)]
    return answers


def _plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str)
