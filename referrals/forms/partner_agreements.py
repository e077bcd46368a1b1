"""Forms about agreements with agencies, and about speaking with them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.once import OnceForm
from referrals.models import Agency, AgencyContact, PartnerAgreement
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import today


class AgreementForm(GovukForm):
    """An agreement: what it is, whom it binds, when it is looked at again."""

    kind = forms.ChoiceField(
        label=_("What kind of agreement is it?"),
        choices=PartnerAgreement.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what kind of agreement it is")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        help_text=_("As it stands on its first page. Name no case and nobody in one."),
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Who is it with?"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select who it is with")},
    )
    starts_on = DatePartsField(label=_("Date it is in force from"))
    ends_on = DatePartsField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it has none.")
    )
    our_signatory = forms.CharField(
        label=_("Who signs for us, and their post"),
        max_length=150,
        help_text=_("A senior person who answers for it."),
    )
    our_signed_on = DatePartsField(label=_("Signed by us"), past=True, today=True, required=False)
    review_every = forms.IntegerField(
        label=_("Months between reviews"), min_value=1, max_value=60, initial=12
    )
    review_on = DatePartsField(label=_("Date of the next review"))
    target_days = forms.IntegerField(
        label=_("Working days to answer a request"), min_value=1, max_value=60, required=False
    )
    timely = forms.CharField(
        label=_("What “in time” means in this agreement"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    staff_told_on = DatePartsField(label=_("Day our staff were told"), past=True, today=True, required=False)
    staff_told_how = forms.CharField(label=_("How they were told"), max_length=300, required=False)
    kept_where = forms.CharField(label=_("Where the signed copy is kept"), max_length=200)

    presentation = {
        "kind": {"small": True},
        "agencies": {"small": True},
        "review_every": {"classes": "govuk-input--width-2"},
        "target_days": {"classes": "govuk-input--width-2"},
    }

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]


class SignForm(GovukForm):
    """Who signed for an agency."""

    signatory = forms.CharField(label=_("Who signed, and their post"), max_length=150)
    signed_on = DatePartsField(label=_("Date it was signed"), past=True, today=True)


class ReviewForm(OnceForm):
    """What came of looking at an agreement again."""

    reviewed_on = DatePartsField(label=_("Date of the review"), past=True, today=True, initial=today)
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Whether each side keeps to it, and what will change."),
    )
    review_on = DatePartsField(label=_("Date of the next review"))


class EndForm(GovukForm):
    """When and why an agreement ended."""

    ended_on = DatePartsField(label=_("Date it ended"), past=True, today=True, initial=today)
    reason = forms.CharField(label=_("Why it ended"), max_length=300)


class ContactForm(OnceForm):
    """A talk with an agency about working together."""

    happened_on = DatePartsField(label=_("Date"), past=True, today=True, initial=today)
    way = forms.ChoiceField(
        label=_("How"),
        choices=AgencyContact.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how you spoke with them")},
    )
    with_whom = forms.CharField(label=_("With whom"), max_length=150, help_text=_("Name and post."))
    about = forms.CharField(
        label=_("What was said"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("About working together. What concerns a case belongs in its file."),
    )

    presentation = {"way": {"small": True}}
