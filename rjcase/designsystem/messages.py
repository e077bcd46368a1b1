"""Error messages in the words of the design system: "Enter …", "Select …", "… must …".

A field keeps the messages its form gave it; only Django's own defaults are replaced.
"""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.words import label_words

_CHOICE = {
    "required": _("Select %(label)s"),
    "invalid_choice": _("Select %(label)s from the list"),
    "invalid_pk_value": _("Select %(label)s from the list"),
    "invalid_list": _("Select %(label)s from the list"),
}
_BY_KIND: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (
        forms.EmailField,
        {
            "required": _("Enter %(label)s"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
    ),
    (
        forms.URLField,
        {
            "required": _("Enter %(label)s"),
            "invalid": _("Enter a web address in the correct format, like https://example.com"),
        },
    ),
    (
        forms.DecimalField,
        {
            "required": _("Enter %(label)s"),
            "invalid": _("%(Label)s must be a number"),
            "max_decimal_places": _("%(Label)s must have fewer numbers after the decimal point"),
        },
    ),
    (
        forms.IntegerField,
        {"required": _("Enter %(label)s"), "invalid": _("%(Label)s must be a whole number")},
    ),
    (
        forms.FileField,
        {
            "required": _("Select %(label)s"),
            "invalid": _("Select a file to upload"),
            "missing": _("Select a file to upload"),
            "empty": _("The selected file is empty"),
            "contradiction": _("Upload a file or remove the one that is there, not both"),
        },
    ),
    (forms.BooleanField, {"required": _("Select “%(Label)s” to continue")}),
    (forms.ModelChoiceField, _CHOICE),
    (forms.ChoiceField, _CHOICE),
    (forms.MultipleChoiceField, _CHOICE),
    (forms.Field, {"required": _("Enter %(label)s")}),
)
# Rules that Django's validators check; the numbers come from the validator.
_RULES: dict[str, Any] = {
    "max_length": _("%(Label)s must be %%(limit_value)d characters or fewer"),
    "min_length": _("%(Label)s must be %%(limit_value)d characters or more"),
    "max_value": _("%(Label)s must be %%(limit_value)s or lower"),
    "min_value": _("%(Label)s must be %%(limit_value)s or higher"),
    "null_characters_not_allowed": _("%(Label)s must only include letters, numbers and punctuation"),
}

_FILLED_AGAIN = {"invalid_choice", "invalid_pk_value", "max_decimal_places"}


def _for_kind(field: forms.Field) -> dict[str, Any]:
    return next(messages for kind, messages in _BY_KIND if isinstance(field, kind))


def _question(field: forms.Field) -> bool:
    return str(field.label or "").rstrip().endswith("?")


def give_messages(field: forms.Field) -> None:
    """Replace Django's default messages of `field`, using its label.

    A label that is a question cannot stand after "Enter" or "Select", so it is quoted; a form that
    cares gives such a field its own message.
    """
    if isinstance(field, DatePartsField):
        if _question(field) and _is_default(field, "required"):
            field.error_messages["required"] = _answer(field)
        return
    question = _question(field)
    for code, message in _for_kind(field).items():
        if _is_default(field, code):
            field.error_messages[code] = _later(message, field.label, code in _FILLED_AGAIN)
            if question and code == "required":
                field.error_messages[code] = _answer(field)
    about = _("Your answer") if question else field.label
    for code, message in _RULES.items():
        field.error_messages.setdefault(code, _later(message, about, True))


def _fill(message: Any, label: Any, again: bool) -> str:
    """A message with its label; one that Django fills in once ``again`` keeps the "%" of the label."""
    words = label_words(label)
    if again:
        words = {name: text.replace("%", "%%") for name, text in words.items()}
    return str(message) % words


# Filled in when a message is shown: a page has hundreds of messages, and few of them are ever read.
_later = lazy(_fill, str)


def _answer(field: forms.Field) -> str:
    return gettext("Answer the question “%(question)s”") % {"question": field.label}


def _is_default(field: forms.Field, code: str) -> bool:
    """Whether the message of `code` is the one the field's class came with."""
    for kind in type(field).__mro__:
        defaults = vars(kind).get("default_error_messages", {})
        if code in defaults:
            return field.error_messages.get(code) is defaults[code]
    return code not in field.error_messages
