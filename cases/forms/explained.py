"""What was explained, what may be passed on thing by thing, and which forms to print."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.consent_words import MEANINGS
from cases.forms.once import OnceForm
from cases.models import Consent, Explanation, Party
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today


class ExplainedForm(GovukForm):
    """Topics that were explained on one day."""

    topics = forms.MultipleChoiceField(
        label=_("What you explained"),
        choices=Explanation.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select what you explained")},
    )
    social_media = forms.CharField(
        label=_("What you considered and agreed about social media"),
        help_text=_("What could be misused, by whom, and what was agreed to prevent it"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Enter what you considered and agreed about social media")},
    )
    happened_on = DatePartsField(label=_("Date you explained it"), past=True, today=True, initial=today)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Questions they asked, and how you checked that they understood"),
        max_length=2000,
        widget=forms.Textarea,
        required=False,
    )

    reveals = {"topics": {Explanation.Topic.SOCIAL_MEDIA: ["social_media"]}}


class PermissionForm(OnceForm):
    """One thing, one receiver, one answer."""

    what = forms.CharField(
        label=_("What may be passed on"),
        help_text=_("One thing, in words, such as “that she will come to the meeting with her sister”"),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": _("Enter what may be passed on")},
    )
    receiver = forms.ChoiceField(
        label=_("Who it may be passed to"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who it may be passed to")},
    )
    to_whom = forms.CharField(
        label=_("Who, or which agency"),
        max_length=150,
        error_messages={"required": _("Enter who, or which agency")},
    )
    answer = forms.ChoiceField(
        label=_("Their answer"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label=_("How it was given"), choices=Consent.Form.choices, widget=forms.RadioSelect
    )
    is_free = forms.ChoiceField(
        label=_("Was the answer free, with no pressure from anybody?"),
        choices=[("yes", _("Yes")), ("no", _("No, or I am not sure"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the answer was free of pressure")},
    )
    happened_on = DatePartsField(label=_("Date of the answer"), past=True, today=True, initial=today)
    note = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea, required=False)

    OTHER = "other"
    reveals = {"receiver": {OTHER: ["to_whom"]}}
    presentation = {
        "answer": {"inline": True},
        "form": {"small": True},
        "is_free": {"inline": True},
    }

    def __init__(self, *args: Any, parties: list[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {str(party.pk): party for party in parties}
        choices = [(key, str(party)) for key, party in self.parties.items()]
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            *choices,
            (self.OTHER, _now("An agency, or somebody else")),
        ]

    def facts(self) -> dict[str, Any]:
        """What the service keeps of the answers."""
        data = dict(self.cleaned_data)
        data["to_party"] = self.parties.get(data.pop("receiver"))
        data["is_given"] = data.pop("answer") == "yes"
        data["permission_id"] = data.pop("new_id")
        return data | {"is_free": data["is_free"] == "yes"}


class PrintForm(GovukForm):
    """Which questions stand on the consent form."""

    purposes = forms.MultipleChoiceField(
        label=_("What the form asks"),
        choices=Consent.Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Consent.Purpose.EXPLORE, Consent.Purpose.TAKE_PART, Consent.Purpose.SHARE],
        error_messages={"required": _("Select what the form asks")},
    )

    presentation = {"purposes": {"small": True, "hints": MEANINGS}}
