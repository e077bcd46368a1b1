"""Asking first: a form that would put the other side's details into a file is shown once more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.models import File
from cases.services.mentions import other_side_mentioned

FIELD = "mentions_other_side"


def add_answer(form: forms.Form) -> None:
    """Give the form the tick box that answers the question, once it has been asked."""
    if FIELD not in form.fields:
        form.fields[FIELD] = forms.BooleanField(
            label=_("These details belong in this text. Save it as it is"), required=False
        )


def asks_first(form: Any, *files: File) -> bool:
    """Whether the form must be shown again with the question; a tick answers it.

    ``files`` are where the text will be read: one, or several for what both sides are shown.

    Puts the question on the form as an error of the tick box, so that it stands in the error
    summary. Takes the answer out of ``cleaned_data``: services never see it.
    """
    answered = form.cleaned_data.pop(FIELD, False)
    kinds = set() if answered else mentioned_in(files, _texts(form))
    if kinds:
        add_answer(form)
        form.add_error(FIELD, _question(kinds))
    return bool(kinds)


def mentioned_in(files: Iterable[File], texts: list[str]) -> set[str]:
    """The kinds of detail in the texts that any of the files should not hold."""
    return {kind for file in files for kind in other_side_mentioned(file, texts)}


def _texts(form: Any) -> list[str]:
    """What was typed freely: choices, dates and hidden fields hold nobody's details."""
    return [
        value
        for name, value in form.cleaned_data.items()
        if isinstance(value, str)
        and isinstance(form.fields.get(name), forms.CharField)
        and not form.fields[name].widget.is_hidden
    ]


def _question(kinds: set[str]) -> str:
    said = {
        "name": _("a name"),
        "postcode": _("a postcode"),
        "phone": _("a phone number"),
        "email": _("an email address"),
    }
    listed = ", ".join(said[kind] for kind in said if kind in kinds)
    return _(
        "The text contains %(details)s from the other side of this case. "
        "Take it out, or tick to save it as it is"
    ) % {"details": listed}
