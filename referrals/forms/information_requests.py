"""Forms about a request for information to the police."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import File
from referrals.forms.fields import coded, phone_field, postcode_field
from referrals.models import Agency
from rjcase.access.labels import in_our_words_lazy
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.journeys import StepForm
from rjcase.designsystem.words import say_date
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7

MOST_VICTIMS = 30
_QUIET = {"autocomplete": "off", "spellcheck": "false"}


def _line(label: Any, most: int = 150, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.TextInput(_QUIET), **more
    )


class RequestForm(StepForm):
    """WTE-4A: to whom, what is known of the case, which victims are known, what is wanted.

    There is a block of questions for each known victim, and one more each time somebody asks for it.
    """

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    blocks = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_VICTIMS)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, empty_label=_("None of these")
    )
    to_whom = _line(_("To whom"), required=True, help_text=_("Name, post or department."))
    our_phone = _line(_("Our telephone or fax"), 60, required=True)
    requested_on = DatePartsField(label=_("Date of the request"), past=True, today=True, initial=today)
    offender_name = _line(in_our_words_lazy(_("Name of the %(responsible)s")), 200)
    born = DatePartsField(label=_("Date of birth"), past=True, required=False)
    offence = _line(_("Offence"), 200, required=True)
    offence_on = DatePartsField(label=_("Date of the offence"), past=True, today=True, required=False)
    place = forms.CharField(
        label=_("Where it happened"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    court = _line(_("Sentencing court"))
    sentenced_on = DatePartsField(label=_("Date of the sentence"), past=True, today=True, required=False)
    officer = _line(_("Investigating officer"))
    station = _line(_("Police station"))
    urn = _line(_("URN or crime number"), 60)
    wanted_count = forms.IntegerField(
        label=in_our_words_lazy(_("How many people harmed do you ask about?")),
        min_value=1,
        max_value=MOST_VICTIMS,
        initial=4,
        help_text=_("The paper has a place for each: name, date of birth, address and phone."),
    )
    also_wanted = forms.CharField(
        label=_("Anything else you ask"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    presentation = {
        "wanted_count": {"classes": "govuk-input--width-2"},
        "urn": {"classes": "govuk-input--width-20"},
        "our_phone": {"classes": "govuk-input--width-20"},
    }
    sections: Any

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.count = self._count()
        blocks = [self._add_block(number) for number in range(1, self.count + 1)]
        about = ("offender_name", "born", "offence", "offence_on", "place")
        self.sections = (
            (_("Who it goes to"), ("agency", "to_whom", "our_phone", "requested_on")),
            (_("What we know of the case"), (*about, "court", "sentenced_on", "officer", "station", "urn")),
            (_("Who we know was harmed"), [name for block in blocks for name in block]),
            (_("What we ask for"), ("wanted_count", "also_wanted")),
        )

    def _count(self) -> int:
        raw = self.data.get("blocks") if self.is_bound else self.initial.get("blocks")
        text = str(raw or "")
        asked = int(text) if text.isdecimal() else 2
        return max(1, min(asked, MOST_VICTIMS))

    def _add_block(self, number: int) -> tuple[str, ...]:
        sexes = coded("sex", optional=True)
        names = tuple(f"victim{number}_{part}" for part in ("name", "born", "sex"))
        told = {"n": number}
        self.fields[names[0]] = _line(_("Name of person %(n)s") % told, 200)
        self.fields[names[1]] = DatePartsField(
            label=_("Date of birth of person %(n)s") % told, past=True, required=False
        )
        self.fields[names[2]] = forms.ChoiceField(
            label=_("Sex of person %(n)s") % told, choices=sexes, required=False
        )
        return names

    def known_victims(self) -> list[dict[str, str]]:
        """What was typed of each victim that has a name: name, date of birth as printed, and sex."""
        data, sexes = self.cleaned_data, dict(coded("sex"))
        found = []
        for number in range(1, self.count + 1):
            name, born, sex = (data.get(f"victim{number}_{part}") for part in ("name", "born", "sex"))
            if name:
                told = {
                    "name": name,
                    "born": say_date(born) if born else "",
                    "sex": str(sexes.get(sex or "", "")) if sex else "",
                }
                found.append(told)
        return found

    def facts(self) -> dict[str, Any]:
        """The fields of the request, and ``born``, the offender's date of birth."""
        own = [name for name in RequestForm.base_fields if name not in ("new_id", "blocks")]
        return {name: self.cleaned_data[name] for name in own} | {"known_victims": self.known_victims()}


class ChaseForm(GovukForm):
    """That somebody asked again."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    happened_on = DatePartsField(label=_("Date you chased it"), past=True, today=True, initial=today)
    note = forms.CharField(
        label=_("How, and what they said"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class ReceivedForm(GovukForm):
    """The day the answer came."""

    received_on = DatePartsField(label=_("Date the answer came"), past=True, today=True, initial=today)


class OwnCheckForm(GovukForm):
    """What our own systems hold of the people in the answer."""

    checked_on = DatePartsField(label=_("Date you checked"), past=True, today=True, initial=today)
    found = forms.CharField(
        label=_("What you found"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Other cases, safe contact, anything that matters before somebody is contacted."),
    )


class WithdrawForm(GovukForm):
    """Why a request is no longer needed."""

    reason = forms.CharField(label=_("Why it is no longer needed"), max_length=300)


class EnterPersonForm(GovukForm):
    """What the police told of one victim. Goes into that person's own file."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    whose = forms.ChoiceField(
        label=_("Whose file do the details belong in?"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whose file the details belong in")},
    )
    given_names = _line(_("First names"), 100)
    family_name = _line(_("Last name"), 100)
    date_of_birth = DatePartsField(label=_("Date of birth"), past=True, required=False)
    address = forms.CharField(
        label=_("Address"), max_length=400, required=False, widget=forms.Textarea({"rows": 3, **_QUIET})
    )
    postcode = postcode_field()
    phone = phone_field()
    email = forms.EmailField(
        label=_("Email address"), required=False, max_length=254, widget=forms.EmailInput(_QUIET)
    )

    presentation = {
        "postcode": {"classes": "govuk-input--width-10"},
        "phone": {"classes": "govuk-input--width-20"},
    }

    def __init__(self, *args: Any, victims: list[File], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(file.pk), str(file)) for file in victims]
        new = ("new", _now("Somebody who is not in the case yet"))
        self.fields["whose"].choices = [*choices, new]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A person who is not in the case yet has a name."""
        cleaned = super().clean() or {}
        if cleaned.get("whose") == "new" and "family_name" in cleaned and not cleaned["family_name"]:
            self.add_error("family_name", _now("Enter their last name"))
        return cleaned
