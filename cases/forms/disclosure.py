"""Recording what was passed on, ending it, and looking at it again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases import sharing
from cases.forms.once import OnceForm
from cases.models import Disclosure, DisclosureReview, File, SharingTest
from cases.services.disclosures import Receiver, Weighed
from rjcase.designsystem.fields import DatePartsField, DateTimePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.kernel.clock import now
from rjcase.kernel.securemail import is_secure

_TEXT = 4000


def _radios(label: Any, choices: Any, message: Any, *, required: bool = True, hint: Any = "") -> Any:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=required,
        help_text=hint,
        error_messages={"required": message},
    )


class PassOnForm(OnceForm):
    """Who was told what, why they had to be, and on which basis."""

    to_kind = _radios(_("Who was told"), Disclosure.To.choices, _("Select who was told"))
    to_file = _radios(_("Which person"), (), _("Select which person was told"))
    to_partner = forms.CharField(label=_("Name, role and organisation"), max_length=120)
    to_third = forms.CharField(label=_("Name, role and organisation"), max_length=120)
    happened_at = DateTimePartsField(label=_("Date and time it was passed on"), past=True, initial=now)
    thing = _radios(
        _("What it was"),
        Disclosure.Thing.choices,
        _("Select what it was"),
    )
    what = forms.CharField(label=_("What was passed on"), max_length=_TEXT, widget=forms.Textarea)
    means = _radios(
        _("How it was passed on"),
        Disclosure.Means.choices,
        _("Select how it was passed on"),
        hint=_("Use the case system wherever you can. Everybody else gets it securely, under an agreement."),
    )
    secure_to = forms.EmailField(
        label=_("Secure email address it went to"),
        help_text=_("Justice secure mail ends with cjsm.net and is open to volunteers and to outsiders"),
        error_messages={"required": _("Enter the secure email address it went to")},
    )
    purpose = _radios(_("What it was for"), Disclosure.Purpose.choices, _("Select what it was for"))
    basis = _radios(
        _("On which basis"),
        [
            (Disclosure.Basis.CONSENT, _("They agreed to it")),
            (
                Disclosure.Basis.SAFEGUARDING,
                _("To protect a child or an adult at risk, even without consent"),
            ),
            (Disclosure.Basis.CRIME, _("To prevent or detect crime, even without consent")),
        ],
        _("Select on which basis"),
        hint=_("Risk of harm to a child comes before any confidentiality. Do not wait for anybody’s leave."),
    )
    at_risk = _radios(
        _("Who is at risk"),
        SharingTest.AtRisk.choices,
        _("Select who is at risk"),
        required=False,
        hint=_("For a risk, and for safeguarding."),
    )
    known_at = DateTimePartsField(label=_("When you learned of the risk"), past=True, required=False)
    why_needed = forms.CharField(
        label=_("Why they needed to know"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    why_no_less = forms.CharField(
        label=_("What you left out, and why no less would do"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    told = _radios(
        _("Did you tell the person that you would pass it on?"),
        SharingTest.Told.choices,
        _("Select whether you told the person"),
    )
    told_reason = forms.CharField(label=_("Why you did not tell them"), max_length=500)
    until_on = DatePartsField(
        label=_("Last day it may be used"),
        required=False,
        help_text=_(
            "Leave it empty for something that was told once. It ends early if consent is withdrawn."
        ),
    )

    reveals = {
        "to_kind": {"party": ["to_file"], "partner": ["to_partner"], "third": ["to_third"]},
        "means": {Disclosure.Means.SECURE: ["secure_to"]},
        "told": {"not": ["told_reason"]},
    }
    presentation = {
        "thing": {"small": True},
        "means": {"small": True},
        "purpose": {"small": True},
        "basis": {"small": True},
        "at_risk": {"small": True},
        "told": {"small": True},
    }

    def __init__(self, *args: Any, others: Sequence[File], **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = {str(file.pk): file for file in others}
        self.fields["to_file"].choices = [(pk, str(file)) for pk, file in self.others.items()]  # type: ignore[attr-defined]
        if not others:  # nobody else whose file the reader holds
            kinds = [choice for choice in Disclosure.To.choices if choice[0] != Disclosure.To.PARTY]
            self.fields["to_kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Every mistake at once, each beside its question; the service asks the same again."""
        data = super().clean() or {}
        kind, purpose, basis = data.get("to_kind"), data.get("purpose"), data.get("basis")
        if kind and purpose and (problem := sharing.wrong_purpose(kind, purpose)):
            self.add_error("purpose", problem)
        elif purpose and basis and (problem := sharing.wrong_basis(purpose, basis)):
            self.add_error("basis", problem)
        if data.get("secure_to") and not is_secure(data["secure_to"]):
            self.add_error(
                "secure_to",
                _now(
                    "Enter a secure email address, such as one that ends with cjsm.net, gov.uk or police.uk"
                ),
            )
        if purpose in sharing.RISKY:
            if not data.get("at_risk"):
                self.add_error("at_risk", _now("Select who is at risk"))
            if not data.get("known_at") and "known_at" not in self.errors:
                self.add_error("known_at", _now("Enter when you learned of the risk"))
        return data

    def receiver(self) -> Receiver:
        """Whoever was told."""
        data = self.cleaned_data
        return Receiver(
            kind=data["to_kind"],
            file=self.others.get(data["to_file"]),
            words=", ".join(filter(None, (data["to_partner"] or data["to_third"], data["secure_to"]))),
        )

    def weighed(self) -> Weighed:
        """The proportionality test."""
        data = self.cleaned_data
        is_risky = data["purpose"] in sharing.RISKY
        return Weighed(
            why_needed=data["why_needed"],
            why_no_less=data["why_no_less"],
            told=data["told"],
            told_reason=data["told_reason"],
            at_risk=data["at_risk"] if is_risky else "",
            known_at=data["known_at"] if is_risky else None,
        )


class EndForm(GovukForm):
    """Why something may not be used any more."""

    reason = forms.CharField(label=_("Why it ends now"), max_length=300)


class ReviewForm(GovukForm):
    """What somebody else thinks of a share without consent."""

    finding = _radios(_("What you find"), DisclosureReview.Finding.choices, _("Select what you find"))
    note = forms.CharField(
        label=_("Reasons, and what follows"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    reviewed_with = forms.CharField(
        label=_("Who reviewed it with you"),
        help_text=_("Only if you passed it on yourself: their name, role and organisation."),
        max_length=200,
        required=False,
    )
