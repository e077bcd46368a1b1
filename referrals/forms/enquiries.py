"""Forms about enquiries."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Contact
from referrals.forms.fields import NEEDED, coded, phone_field, postcode_field, ways_field
from referrals.models import Enquiry, EnquiryPerson
from rjcase.access.labels import label
from rjcase.designsystem.fields import DatePartsField, DateTimePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.journeys import StepForm
from rjcase.kernel.clock import now, today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.ids import uuid7

FACTS = ("happened_at", "channel", "who", "origin", "asking_area", "asking_service", "come_back_on")
PERSON = tuple(
    field.name for field in EnquiryPerson._meta.local_fields if field.name not in ("id", "scheme", "enquiry")
)
_QUIET = {"autocomplete": "off", "spellcheck": "false"}


def enquirer_label(code: str) -> Any:
    """Who enquired, in the scheme's own words for the two sides."""
    own = {"victim": "harmed", "offender": "responsible"}
    return label(own[code]) if code in own else codelist("enquirer").label(code)


def _come_back_field() -> DatePartsField:
    return DatePartsField(
        label=_("Date to come back to it"),
        future=True,
        today=True,
        help_text=_("The office is reminded the day before."),
    )


class EnquiryFactsForm(StepForm):
    """Everything about an enquiry but what was said: codes, dates, and who asked."""

    happened_at = DateTimePartsField(label=_("Date and time of the enquiry"), past=True, initial=now)
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how it came")},
    )
    who = forms.ChoiceField(
        label=_("Who enquired?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who enquired")},
    )
    asking_area = forms.ChoiceField(
        label=_("Which area asks?"), choices=(), error_messages={"required": _("Select which area asks")}
    )
    asking_service = forms.CharField(
        label=_("Which service asks?"),
        max_length=150,
        required=False,
        help_text=_("Name the organisation only."),
    )
    origin = forms.ChoiceField(
        label=_("Where did they hear of restorative justice?"),
        choices=(),
        error_messages={"required": _("Select where they heard of restorative justice")},
    )
    given_names = forms.CharField(
        label=_("First names"), max_length=100, required=False, widget=forms.TextInput(_QUIET)
    )
    family_name = forms.CharField(
        label=_("Last name"), max_length=100, required=False, widget=forms.TextInput(_QUIET)
    )
    organisation = forms.CharField(label=_("Organisation and post"), max_length=150, required=False)
    phone = phone_field()
    email = forms.EmailField(
        label=_("Email address"), required=False, max_length=254, widget=forms.EmailInput(_QUIET)
    )
    address = forms.CharField(
        label=_("Address"), max_length=400, required=False, widget=forms.Textarea({"rows": 3, **_QUIET})
    )
    postcode = postcode_field()
    ways = ways_field(_("Which ways of making contact are safe?"))
    notes = forms.CharField(
        label=_("Good times, and anything to be careful about"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    come_back_on = _come_back_field()

    reveals = {"who": {Enquiry.AREA: ["asking_area", "asking_service"]}}
    presentation = {
        "channel": {"small": True},
        "who": {"small": True},
        "ways": {"small": True},
        "postcode": {"classes": "govuk-input--width-10"},
        "phone": {"classes": "govuk-input--width-20"},
    }
    sections: Any = (
        (_("Who can be reached, and how"), PERSON),
        (_("What happens next"), ("come_back_on",)),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        channels = codelist("enquiry_channel").choices(on=today(), keep=self._kept("channel"))
        people = codelist("enquirer").choices(on=today(), keep=self._kept("who"))
        self._offer("channel", channels)
        self._offer("who", [(code, enquirer_label(code)) for code, _label in people])
        origins = codelist("awareness_origin").choices(on=today(), keep=self._kept("origin"))
        self._offer("origin", [("", _("Select an option")), *origins])
        self._offer("asking_area", coded("police_force", optional=True))

    def _kept(self, name: str) -> list[str]:
        return [self.initial[name]] if self.initial.get(name) else []

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A way that was said to be safe needs the number or address it uses."""
        cleaned = super().clean() or {}
        ways = set(cleaned.get("ways") or ())
        for needs, field, message in NEEDED:
            if ways & set(needs) and field in cleaned and not cleaned[field]:
                self.add_error(field, message)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The fields of the enquiry; those not asked are empty."""
        return {name: self.cleaned_data[name] or "" for name in FACTS}

    def person(self) -> dict[str, Any]:
        """The fields of whoever enquired."""
        return {name: self.cleaned_data[name] for name in PERSON}


class EnquiryForm(EnquiryFactsForm):
    """A new enquiry, with what was asked and answered. Sent twice, it is one."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    asked = forms.CharField(
        label=_("What did they ask?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Enter what they asked")},
        help_text=_("For another area: who needs help, and what help. Only what is needed to answer."),
    )
    answered = forms.CharField(
        label=_("What did we answer?"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )

    sections = (
        EnquiryFactsForm.sections[0],
        (_("What was said"), ("asked", "answered")),
        EnquiryFactsForm.sections[1],
    )


class EnquiryContactForm(GovukForm):
    """A contact with whoever enquired, before anybody is allocated."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    happened_at = DateTimePartsField(label=_("Date and time of the contact"), past=True, initial=now)
    method = forms.ChoiceField(
        label=_("How"),
        choices=Contact.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how the contact was made")},
    )
    direction = forms.ChoiceField(
        label=_("Who contacted whom"),
        choices=Contact.Direction.choices,
        widget=forms.RadioSelect,
        initial=Contact.Direction.OUT,
    )
    result = forms.ChoiceField(
        label=_("What came of it"), choices=Contact.Result.choices, widget=forms.RadioSelect
    )
    asked = forms.CharField(
        label=_("What they said or asked"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    answered = forms.CharField(
        label=_("What we answered or did"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    come_back_on = _come_back_field()

    presentation = {
        "method": {"small": True},
        "direction": {"inline": True, "small": True},
        "result": {"small": True},
    }

    def clean(self) -> dict[str, Any]:
        """Somebody who was reached said something."""
        cleaned = super().clean() or {}
        if cleaned.get("result") == Contact.Result.REACHED and not (
            cleaned.get("asked") or cleaned.get("answered")
        ):
            self.add_error("asked", _now("Enter what was said"))
        return cleaned


class CloseEnquiryForm(GovukForm):
    """What became of an enquiry that becomes no referral."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what became of it")},
    )
    signposted_to = forms.CharField(
        label=_("Who did you point them to?"),
        max_length=150,
        help_text=_("Name the organisation only."),
        error_messages={"required": _("Enter who you pointed them to")},
    )

    reveals = {"outcome": {"signposted": ["signposted_to"]}}

    def __init__(self, *args: Any, assistance: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [each for each in coded("enquiry_outcome") if each[0] != "assisted" or assistance]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class ReopenEnquiryForm(GovukForm):
    """When an enquiry that was opened again is come back to."""

    come_back_on = _come_back_field()


class EnquiryFilterForm(GovukForm):
    """Which enquiries the list shows."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(("", _("Open")), ("closed", _("Closed")), ("all", _("All"))),
    )
    channel = forms.ChoiceField(label=_("How it came"), required=False, choices=())
    who = forms.ChoiceField(label=_("Who enquired"), required=False, choices=())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = ("", _("All"))
        channels = [(code.code, code.label) for code in codelist("enquiry_channel")]
        people = [(code.code, enquirer_label(code.code)) for code in codelist("enquirer")]
        self.fields["channel"].choices = [every, *channels]  # type: ignore[attr-defined]
        self.fields["who"].choices = [every, *people]  # type: ignore[attr-defined]
