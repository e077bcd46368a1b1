"""Forms about who manages a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from referrals.forms.fields import coded
from referrals.models import CrossBorderDecision, YouthTeamDiscussion
from rjcase.access.labels import in_our_words_lazy
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today
from rjcase.kernel.ids import uuid7


class AskAreaForm(GovukForm):
    """That another area's service was asked who manages the case."""

    new_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    why = forms.ChoiceField(
        label=_("Why is it not plainly ours?"),
        choices=CrossBorderDecision.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why it is not plainly ours")},
    )
    area = forms.ChoiceField(label=_("The other area"), choices=())
    service = forms.CharField(label=_("Its restorative justice service, and whom you asked"), max_length=200)
    asked_on = DatePartsField(label=_("Date you asked"), past=True, today=True, initial=today)

    presentation = {"why": {"small": True}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = coded("police_force", optional=True)  # type: ignore[attr-defined]


class _ManagerForm(GovukForm):
    manager = forms.ChoiceField(
        label=_("Who manages the case?"),
        choices=CrossBorderDecision.Manager.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who manages the case")},
    )
    terms = forms.CharField(
        label=_("What was agreed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Who does what, and who is told how it goes. Name nobody in the case."),
    )


class AgreeForm(_ManagerForm):
    """What was agreed with the other area's service."""

    agreed_with = forms.CharField(label=_("Agreed with"), max_length=150, help_text=_("Name and post."))
    agreed_on = DatePartsField(label=_("Date it was agreed"), past=True, today=True, initial=today)


class EscalateForm(GovukForm):
    """What is put to the commissioner."""

    escalated_to = forms.CharField(label=_("To whom"), max_length=150, help_text=_("Name and post."))
    question = forms.CharField(
        label=_("What the commissioner is to decide"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The commissioner sees no case: give the reference and the question, and name nobody."),
    )
    escalated_on = DatePartsField(label=_("Date you asked"), past=True, today=True, initial=today)


class DecideForm(_ManagerForm):
    """What the commissioner decided."""

    decided_by = forms.CharField(label=_("Who decided, and their post"), max_length=150)
    decided_on = DatePartsField(label=_("Date of the decision"), past=True, today=True, initial=today)


class YouthTeamForm(GovukForm):
    """What was discussed with the manager of the local youth justice team."""

    team = forms.CharField(label=_("Youth justice team"), max_length=150)
    with_whom = forms.CharField(label=_("Name of its manager"), max_length=150)
    discussed_on = DatePartsField(label=_("Date you discussed it"), past=True, today=True, initial=today)
    supporter = forms.ChoiceField(
        label=in_our_words_lazy(_("Who supports the %(harmed)s?")),
        choices=YouthTeamDiscussion.Supporter.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who supports them")},
        help_text=_("Where the team supervises the young person, it contacts the person harmed directly."),
    )
    offer = forms.ChoiceField(
        label=_("Has the team made them an offer of restorative justice?"),
        choices=YouthTeamDiscussion.Offer.choices,
        widget=forms.RadioSelect,
        initial=YouthTeamDiscussion.Offer.WAITING,
        error_messages={"required": _("Select whether the team has made an offer")},
        help_text=_(
            "Somebody harmed by a person under 18 is entitled to one, where it is appropriate and available."
        ),
    )
    offer_on = DatePartsField(label=_("Date of the offer"), past=True, today=True)
    note = forms.CharField(
        label=_("What was said"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )

    reveals = {"offer": {"made": ["offer_on"]}}

    def clean(self) -> dict[str, Any]:
        """An offer follows the talk or comes before it, but not after today; nothing more to check here."""
        cleaned = super().clean() or {}
        if cleaned.get("offer") == "made" and "offer_on" in cleaned and not cleaned["offer_on"]:
            self.add_error("offer_on", _now("Enter date of the offer"))
        return cleaned
