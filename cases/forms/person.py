"""Who a party is, and how they may safely be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Identity, SafeContact
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import CODE_LISTS


def _choices(name: str) -> list[tuple[str, Any]]:
    return [("", ""), *CODE_LISTS[name].choices(today())]


class IdentityForm(GovukForm):
    """The person behind a party."""

    given_names = forms.CharField(label=_("Given names"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    known_as = forms.CharField(label=_("Known as"), max_length=100, required=False)
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        help_text=_("For a business, or a person who acts for an organisation"),
    )
    date_of_birth = DatePartsField(label=_("Date of birth"), past=True, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=(), required=False)
    ethnicity = forms.ChoiceField(label=_("Ethnicity, as they describe it"), choices=(), required=False)
    language = forms.CharField(label=_("Language they prefer"), max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    needs = forms.CharField(
        label=_("Access and communication needs"), max_length=2000, widget=forms.Textarea, required=False
    )

    def __init__(self, *args: Any, person: Identity | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("sex", "ethnicity"):
            saved = getattr(person, name, "") or ""
            choices = _choices(name)
            if saved and saved not in dict(choices):
                known = CODE_LISTS[name]
                choices.append((saved, known.label(saved) if saved in known else saved))
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("Not known")),
                *choices[1:],
            ]


class SafeContactForm(GovukForm):
    """What may be used to reach them. What is not ticked is not used."""

    replaces = forms.CharField(widget=forms.HiddenInput, required=False)
    address = forms.CharField(
        label=_("Address"), max_length=500, widget=forms.Textarea({"rows": 4}), required=False
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("Email"), required=False)
    safe = forms.MultipleChoiceField(
        label=_("What is safe to do"),
        choices=[
            ("may_write", _("Write to them")),
            ("may_phone", _("Phone them")),
            ("may_leave_message", _("Leave a message")),
            ("may_text", _("Send a text")),
            ("may_email", _("Send an email")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick only what they told us, or the referrer told us, is safe."),
    )
    notes = forms.CharField(
        label=_("Good times, and anything to be careful about"), max_length=300, required=False
    )
    no_disclosure = forms.BooleanField(
        label=_("No disclosure: they asked for their details not to be passed on. Stop all outgoing contact"),
        required=False,
    )
    change_reason = forms.CharField(
        label=_("Why this changed, and on whose word"), max_length=300, required=False
    )

    presentation = {"postcode": {"classes": "govuk-input--width-10"}, "safe": {"optional": False}}
    address_fields = ("address",)  # an address belongs here, so nobody is asked about it

    def facts(self) -> dict[str, Any]:
        """The fields of the safe-contact row."""
        data = dict(self.cleaned_data)
        ticked = data.pop("safe")
        for channel, _label in self.fields["safe"].choices:  # type: ignore[attr-defined]
            data[channel] = channel in ticked
        return data

    @staticmethod
    def filled_from(row: SafeContact | None) -> dict[str, Any]:
        """What the form starts with for the current row."""
        if row is None:
            return {}
        plain = ("address", "postcode", "phone", "email", "notes", "no_disclosure")
        channels = ("may_write", "may_phone", "may_leave_message", "may_text", "may_email")
        return {name: getattr(row, name) for name in plain} | {
            "replaces": str(row.pk),
            "safe": [channel for channel in channels if getattr(row, channel)],
        }
