"""The questions of a self-referral, one a page, in words for anybody. Nothing is asked that is not needed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.fields import WAYS, coded, phone_field, postcode_field
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.journeys import StepForm

HARMED, RESPONSIBLE = "harmed", "responsible"
YES_NO = (("yes", _("Yes")), ("no", _("No")))
_LOOK = Mapping[str, Mapping[str, Any]]


class WhoForm(StepForm):
    """On which side the visitor stands; everything else follows from it."""

    who = forms.ChoiceField(
        label=_("Which of these is you?"),
        choices=(
            (HARMED, _("I was harmed or affected by a crime")),
            (RESPONSIBLE, _("I harmed somebody by a crime")),
            ("else", _("I am asking for somebody else")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which of these is you")},
    )
    presentation: _LOOK = {"who": {"heading": True}}


class SafeForm(StepForm):
    """Safe contact comes first: whoever shares a phone or a letterbox must not be put at risk."""

    ways = forms.MultipleChoiceField(
        label=_("Which ways of contacting you are safe?"),
        choices=list(WAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Select all that apply. Think of who else might answer, listen or read. We use no other way."
        ),
        error_messages={"required": _("Select at least one safe way of contacting you")},
    )
    presentation: _LOOK = {"ways": {"heading": True}}


class ReachForm(StepForm):
    """The numbers and addresses of the ways that were picked, and no others."""

    phone = phone_field()
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={"required": _("Enter your email address")},
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=400,
        error_messages={"required": _("Enter your address")},
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )
    postcode = postcode_field()
    presentation: _LOOK = {
        "phone": {"classes": "govuk-input--width-20"},
        "postcode": {"classes": "govuk-input--width-10"},
    }

    def __init__(self, *args: Any, ways: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"].required = True
        self.fields["phone"].error_messages["required"] = _("Enter your phone number")
        if not ways & {"may_phone", "may_leave_message", "may_text"}:
            del self.fields["phone"]
        if "may_email" not in ways:
            del self.fields["email"]
        if "may_write" not in ways:
            del self.fields["address"], self.fields["postcode"]


class CarefulForm(StepForm):
    """Times, and people who must not know."""

    notes = forms.CharField(
        label=_("Is there anything we must be careful about when we contact you?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For example good times, what to say if somebody else answers, or who must not know."),
    )
    presentation: _LOOK = {"notes": {"heading": True}}


class NameForm(StepForm):
    """The visitor's name."""

    given_names = forms.CharField(
        label=_("First names"),
        max_length=100,
        error_messages={"required": _("Enter your first names")},
        widget=forms.TextInput({"autocomplete": "given-name", "spellcheck": "false"}),
    )
    family_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        error_messages={"required": _("Enter your last name")},
        widget=forms.TextInput({"autocomplete": "family-name", "spellcheck": "false"}),
    )


class BirthForm(StepForm):
    """Age decides how we work; nothing else is read from it."""

    date_of_birth = DatePartsField(
        label=_("What is your date of birth?"),
        past=True,
        help_text=_("We work in another way with people under 18. For example, 27 3 1985."),
    )
    presentation: _LOOK = {"date_of_birth": {"heading": True}}


class HappenedForm(StepForm):
    """What happened, in the visitor's own words."""

    happened = forms.CharField(
        label=_("What happened?"),
        max_length=6000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("A few words are enough. You can tell us more when we talk."),
        error_messages={"required": _("Enter a few words about what happened")},
    )
    presentation: _LOOK = {"happened": {"heading": True}}


class WhenForm(StepForm):
    """When it happened, as well as the visitor remembers."""

    happened_on = DatePartsField(
        label=_("When did it happen?"),
        past=True,
        today=True,
        required=False,
        help_text=_("If you are not sure, give the nearest date you remember, or leave it empty."),
    )
    presentation: _LOOK = {"happened_on": {"heading": True}}


class PoliceForm(StepForm):
    """Whether the police know, and under which number."""

    reported = forms.ChoiceField(
        label=_("Do the police know about it?"),
        choices=(*YES_NO, ("unknown", _("I do not know"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the police know about it")},
    )
    crime_number = forms.CharField(
        label=_("Crime number, if you know it"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    reveals = {"reported": {"yes": ["crime_number"]}}
    presentation: _LOOK = {
        "reported": {"heading": True},
        "crime_number": {"classes": "govuk-input--width-20", "optional": False},
    }


class OtherForm(StepForm):
    """The other person, as far as they are known."""

    known = forms.ChoiceField(
        label=_("Do you know the name of the other person?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you know the name of the other person")},
    )
    given_names = forms.CharField(
        label=_("Their first names"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    family_name = forms.CharField(
        label=_("Their last name"),
        max_length=100,
        error_messages={"required": _("Enter their last name")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    reveals = {"known": {"yes": ["given_names", "family_name"]}}
    presentation: _LOOK = {"known": {"heading": True}}


class ResponsibleForm(StepForm):
    """The entry condition on the responsible side (MOJ-A-13)."""

    responsibility = forms.ChoiceField(
        label=_("Do you accept that you harmed somebody?"),
        choices=(("yes", _("Yes")), ("partly", _("In part")), ("no", _("No"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you accept that you harmed somebody")},
    )
    presentation: _LOOK = {"responsibility": {"heading": True}}


class CustodyForm(StepForm):
    """Where the visitor can be met."""

    custody = forms.ChoiceField(
        label=_("Are you in prison now?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you are in prison now")},
    )
    custody_place = forms.CharField(
        label=_("Which prison?"),
        max_length=120,
        error_messages={"required": _("Enter the prison you are in")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reveals = {"custody": {"yes": ["custody_place"]}}
    presentation: _LOOK = {"custody": {"heading": True}}


class HelpForm(StepForm):
    """What would help the visitor to take part."""

    needs = forms.CharField(
        label=_("Is there anything that would help you to take part?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For example an interpreter, large print, or somebody to come with you."),
    )
    presentation: _LOOK = {"needs": {"heading": True}}


class HeardForm(StepForm):
    """Where the visitor heard of the service (WM-5.5-07)."""

    heard_of_us = forms.ChoiceField(
        label=_("Where did you hear of us?"), required=False, choices=(), widget=forms.RadioSelect
    )
    presentation: _LOOK = {"heard_of_us": {"heading": True}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heard_of_us"].choices = coded("heard_of_us")  # type: ignore[attr-defined]
