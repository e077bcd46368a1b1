"""What was typed on a page, kept as it was typed, so that a wrong or half-filled page loses nothing."""

from collections.abc import Iterator, Mapping

from django import forms
from django.http import QueryDict

Answers = dict[str, list[str]]


def kept(form: forms.BaseForm, data: QueryDict) -> Answers:
    """The answers to the questions of `form` among what was sent; tokens and buttons are left out.

    So is the one character that a database keeps in no text (a null, which nobody types).
    """
    return {
        name: [text.replace("\x00", "") for text in data.getlist(name)]
        for name in input_names(form)
        if name in data
    }


def as_data(answers: Mapping[str, list[str]]) -> QueryDict:
    """Kept answers as a form takes them, as if they had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        data.setlist(name, list(values))
    return data


def input_names(form: forms.BaseForm) -> Iterator[str]:
    """The names of all inputs of a form; a date has one for each of its boxes."""
    for bound in form:
        yield bound.html_name
        for part in getattr(bound.field, "part_names", ()):
            yield f"{bound.html_name}-{part}"
