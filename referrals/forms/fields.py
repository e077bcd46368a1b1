"""Fields and choices that several pages of the referral form share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rjcase.kernel import identifiers
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist

# The ways of making contact, as the safe-contact record names them.
WAYS = {
    "may_phone": _("Phone call"),
    "may_leave_message": _("Message on the phone"),
    "may_text": _("Text message"),
    "may_email": _("Email"),
    "may_write": _("Letter"),
}
# What must be known before a way can be used: (ways, the field that holds it, what to say).
NEEDED = (
    (
        ("may_phone", "may_leave_message", "may_text"),
        "phone",
        _("Enter a phone number, or say that phoning is not safe"),
    ),
    (("may_email",), "email", _("Enter an email address, or say that email is not safe")),
    (("may_write",), "address", _("Enter an address, or say that letters are not safe")),
)


def coded(name: str, *, optional: bool = False) -> list[tuple[str, Any]]:
    """The choices of a code list that are in use today; with an empty first one where it is optional."""
    choices: list[tuple[str, Any]] = list(codelist(name).choices(on=today()))
    return [("", _("Select an option")), *choices] if optional else choices


class IdentifierField(forms.CharField):
    """Text that one of `rjcase.kernel.identifiers` reads, and brings to one form."""

    def __init__(self, read: str, **options: Any) -> None:
        self.read = getattr(identifiers, read)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The identifier in its one form; raises with the sentence that says what to type."""
        text = super().clean(value)
        return self.read(text) if text else text


def postcode_field() -> IdentifierField:
    """A postcode that may be left out."""
    return IdentifierField(
        "postcode",
        label=_("Postcode"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


def phone_field() -> forms.CharField:
    """A phone number that may be left out."""
    return forms.RegexField(
        r"^[0-9+() .-]{5,30}$",
        label=_("Phone number"),
        required=False,
        error_messages={"invalid": _("Enter a phone number, like 01632 960 001 or 07700 900 982")},
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )


def ways_field(whose: Any) -> forms.MultipleChoiceField:
    """Which ways of making contact are safe. Nothing picked means none: unknown is not safe."""
    return forms.MultipleChoiceField(
        label=whose,
        required=False,
        choices=list(WAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Select all that you know to be safe. We use no other way."),
    )
