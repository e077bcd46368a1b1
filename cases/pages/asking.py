"""Asking first: a form that would put details where they may not belong is shown once more.

Two questions, each answered by a tick box of its own that comes with the form: details of the other side
(with their kind, never the thing itself), and an address in a note, which belongs with the contact details
where one is current.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import File
from cases.selectors import current_contact
from cases.services.mentions import other_side_mentioned
from rjcase.kernel.addresses import addresses_in, compact

FIELD = "mentions_other_side"
ADDRESS = "holds_address"
CHANNEL = "used_unsafe_channel"
IN_FILE = "file_holds_other_side"
_LABELS = {
    FIELD: gettext_lazy("These details belong in this text. Save it as it is"),
    ADDRESS: gettext_lazy("This address belongs in this text. Save it as it is"),
    CHANNEL: gettext_lazy("It was done in this way. Save it as it is"),
    IN_FILE: gettext_lazy("These details belong in this file. Add it as it is"),
}


def add_answer(form: forms.Form, field: str = FIELD) -> None:
    """Give the form the tick box that answers a question, once it has been asked."""
    if field not in form.fields:
        form.fields[field] = forms.BooleanField(label=_LABELS[field], required=False)


def bring_back(form: forms.Form, sent: Mapping[str, Any]) -> None:
    """Give a form the tick boxes that were on it when it was sent."""
    for field in _LABELS:
        if field in sent:
            add_answer(form, field)


def ask(form: Any, field: str, question: Callable[[], str]) -> bool:
    """Put a question on the form, as an error of its tick box, so that it stands in the error summary.

    A tick answers it; a question of "" asks nothing. Returns whether the form must be shown again. Takes
    the answer out of ``cleaned_data``: services never see it.
    """
    if form.cleaned_data.pop(field, False):
        return False
    asked = question()
    if asked:
        add_answer(form, field)
        form.add_error(field, asked)
    return bool(asked)


def asks_first(form: Any, *files: File, noted_in: File | None = None) -> bool:
    """Whether the form must be shown again with a question.

    ``files`` are where the text will be read: one, or several for what both sides are shown;
    ``noted_in`` is the file it is kept in. The two questions come together, so that nobody is asked twice.
    """
    kinds = mentioned_in(files, _texts(form))
    asked = ask(form, FIELD, lambda: _question(kinds))
    # An address of the other side was asked about already: one question is enough.
    noted_in = None if kinds & {"postcode", "address"} else noted_in
    return ask(form, ADDRESS, lambda: _address_question(form, noted_in)) or asked


def ask_about_file(form: Any, files: Iterable[File], texts: list[str]) -> bool:
    """Ask where something handed in, or what it is called, holds details of the other side."""
    kinds = mentioned_in(files, texts)
    question = _(
        "What you selected contains %(details)s from the other side of this case. "
        "Select another file, or tick to add it as it is"
    )
    return ask(form, IN_FILE, lambda: question % {"details": _listed(kinds)} if kinds else "")


def mentioned_in(files: Iterable[File], texts: list[str]) -> set[str]:
    """The kinds of detail in the texts that any of the files should not hold."""
    return {kind for file in files for kind in other_side_mentioned(file, texts)}


def _texts(form: Any) -> list[str]:
    """What was typed freely: choices, dates and hidden fields hold nobody's details."""
    return [form.cleaned_data[name] for name in _free_fields(form)]


def _free_fields(form: Any) -> list[str]:
    return [
        name
        for name, value in form.cleaned_data.items()
        if isinstance(value, str)
        and isinstance(form.fields.get(name), forms.CharField)
        and not form.fields[name].widget.is_hidden
    ]


def _address_question(form: Any, file: File | None) -> str:
    if file is None or not _holds_address(form, file):
        return ""
    return _(
        "The text contains an address that is not the current one of this person. If they can be reached "
        "there, save it with how to contact them. Take it out, or tick to save it as it is"
    )


def _holds_address(form: Any, file: File) -> bool:
    """Whether a note in a party's file holds an address that is not their current one."""
    if file.kind != File.Kind.PARTY:
        return False
    meant = getattr(form, "address_fields", ())
    notes = [
        form.cleaned_data[name]
        for name in _free_fields(form)
        if name not in meant and isinstance(form.fields[name].widget, forms.Textarea)
    ]
    found = addresses_in("\n".join(notes))
    if not found:
        return False
    where = current_contact(file)
    current = compact(f"{where.address} {where.postcode}") if where else ""
    return any(compact(address) not in current for address in found)


def _question(kinds: set[str]) -> str:
    if not kinds:
        return ""
    return _(
        "The text contains %(details)s from the other side of this case. "
        "Take it out, or tick to save it as it is"
    ) % {"details": _listed(kinds)}


def _listed(kinds: set[str]) -> str:
    said = {
        "name": _("a name"),
        "postcode": _("a postcode"),
        "phone": _("a phone number"),
        "email": _("an email address"),
        "address": _("an address"),
    }
    return ", ".join(said[kind] for kind in said if kind in kinds)
