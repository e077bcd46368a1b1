"""Check-answers rows: what was answered, in words, with a way to change it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from rjcase.designsystem.forms import GovukFormMixin
from rjcase.designsystem.words import lower_first, say


@dataclass(frozen=True)
class Row:
    """One fact: its name, its value (said by `words.say`) and, if it may be changed, where."""

    key: str | Promise
    value: Any
    change: str = ""
    hidden: str | Promise = ""  # what the Change link changes, when the key does not say it well


def answer(field: forms.Field, value: Any) -> Any:
    """The cleaned `value` of `field` with choices turned into their labels."""
    if isinstance(field, forms.ModelChoiceField | forms.FileField):
        return list(map(str, value)) if hasattr(value, "all") else value
    if isinstance(field, forms.ChoiceField):
        labels = dict(_flat(field.choices))
        if isinstance(field, forms.MultipleChoiceField):
            return [labels.get(str(item), item) for item in value or ()]
        return labels.get(str(value), value)
    return value


def rows_of(form: GovukFormMixin, change: str | Callable[[str], str] = "") -> list[Row]:
    """One row for each question of a valid form, in page order; unchosen branches are left out.

    `change` is an address, or a function from a field's name to an address.
    """
    dropped = form.not_chosen()
    rows = []
    for bound in form.fields_in_page_order():
        if bound.name in dropped:
            continue
        address = change(bound.name) if callable(change) else change
        if address and not callable(change):
            address = f"{address}#{bound.dom_id}"
        rows.append(Row(bound.label, answer(bound.field, form.cleaned_data.get(bound.name)), address))
    return rows


def summary_rows(source: GovukFormMixin | Iterable[Row], change: str = "") -> list[dict[str, Any]]:
    """The rows as the summary list component takes them, from a valid form or from `Row`s."""
    rows = rows_of(source, change) if isinstance(source, GovukFormMixin) else source
    return [_params(row) for row in rows]


def _params(row: Row) -> dict[str, Any]:
    params: dict[str, Any] = {"key": {"text": row.key}, "value": _value(row.value)}
    if row.change:
        hidden = str(row.hidden) or lower_first(str(row.key))
        link = {"href": row.change, "text": gettext("Change"), "visuallyHiddenText": hidden}
        params["actions"] = {"items": [link]}
    return params


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, SafeString):
        return {"html": value}
    if isinstance(value, list | tuple) and len(value) > 1:
        return {"html": _lines(say(item) for item in value)}
    text = say(value)
    if "\n" in text:  # what was typed over several lines is read over several lines
        return {"html": _lines(text.splitlines())}
    return {"text": text}


def _lines(texts: Iterable[str]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((text,) for text in texts))


def _flat(choices: Any) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label
