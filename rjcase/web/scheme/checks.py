"""The checks of one person: what was seen, by whom, and when it is renewed (WM-7-06)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practitioners.models import VettingCheck
from practitioners.policies import VET
from practitioners.selectors import Standing, checks_of, kinds_for, standing_of
from practitioners.services import record_check, withdraw_check
from rjcase.access.roles import Role
from rjcase.designsystem.fields import DatePartsField
from rjcase.designsystem.forms import GovukForm
from rjcase.designsystem.summary import Row
from rjcase.designsystem.words import say_date
from rjcase.web.scheme.base import SettingsFormPage
from rjcase.web.scheme.person import PersonPage


class CheckForm(GovukForm):
    """What was shown, and until when it counts."""

    kind = forms.ChoiceField(
        label=_("What you have seen"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you have seen")},
    )
    number_end = forms.RegexField(
        regex=r"^[0-9A-Za-z]{4}$",
        label=_("Last 4 characters of the certificate number"),
        help_text=_("The rest of the number is not kept."),
        error_messages={"invalid": _("Enter the last 4 characters of the certificate number")},
    )
    employer = forms.CharField(label=_("Employer"), max_length=150)
    issued_on = DatePartsField(label=_("Date issued"), past=True, today=True)
    expires_on = DatePartsField(
        label=_("Renewal due"),
        help_text=_("Access to files ends after this day. Warnings are sent 60 and 30 days before."),
        future=True,
    )
    outside_verifier = forms.CharField(
        label=_("Who outside the scheme has seen it"),
        help_text=_("You are the only manager: somebody else has to have seen your own check."),
        max_length=150,
    )

    reveals = {
        "kind": {VettingCheck.Kind.DBS.value: ["number_end"], VettingCheck.Kind.EMPLOYER.value: ["employer"]}
    }
    presentation: dict[str, Any] = {"number_end": {"classes": "govuk-input--width-4"}}

    def __init__(self, *, kinds: tuple[VettingCheck.Kind, ...], is_self: bool, **options: Any) -> None:
        super().__init__(**options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.initial["kind"] = kinds[0].value
        if not is_self:
            del self.fields["outside_verifier"]

    def clean(self) -> dict[str, Any]:
        """A check is renewed after it was issued."""
        data = super().clean() or {}
        issued, renewal = data.get("issued_on"), data.get("expires_on")
        if issued and renewal and renewal <= issued:
            self.add_error("expires_on", gettext("Renewal due must be after the date issued"))
        return data


class WithdrawForm(GovukForm):
    """Why a check counts no longer."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)


def standing_row(standing: Standing, url: str) -> Row:
    """How somebody's check stands, as a line of facts with the way to the checks."""
    words = {
        "": gettext("None needed: their roles see no case"),
        "unchecked": gettext("None recorded: they cannot be given a file"),
    }.get(standing.state)
    if words is None:
        day = say_date(standing.until) if standing.until else ""
        words = {
            "vetted": gettext("Good until %(day)s"),
            "renew_soon": gettext("Good until %(day)s: renew it soon"),
            "grace": gettext("None recorded yet: access goes on until %(day)s"),
            "lapsed": gettext("Ran out on %(day)s: their access to files has ended"),
        }[standing.state] % {"day": day}
    return Row(_("Check"), words, url if standing.state else "")


class Checks(PersonPage):
    """`/<scheme>/scheme/people/<id>/checks/`: every check of one person, newest first."""

    permission = VET
    template_name = "web/scheme/checks.html"
    title = _("Checks")

    def page_context(self) -> dict[str, Any]:
        standing = standing_of(self.membership)
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "standing": standing,
            "checks": checks_of(self.membership.user_id),
            "record_url": self.url("record-check", membership=self.membership.pk) if standing.state else "",
            "back_url": self.to_person(),
        }


class RecordCheck(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/checks/record/`"""

    permission = VET
    title = _("Record a check")
    form_class = CheckForm
    template_name = "web/scheme/form.html"
    button = _("Save check")

    def load(self) -> None:
        """Only people whose roles ask for a check have one."""
        super().load()
        if not kinds_for(self.membership.roles):
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"kinds": kinds_for(self.membership.roles), "is_self": self.is_self}

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "lead": self._lead(),
            "back_url": self.url("checks", membership=self.membership.pk),
        }

    def _lead(self) -> str:
        is_liaison = Role.LIAISON in self.membership.roles and len(kinds_for(self.membership.roles)) > 1
        if is_liaison:
            return gettext(
                "People from outside the scheme need a statement by their employer, or a DBS check."
            )
        return gettext("Everybody who works for the scheme needs an enhanced DBS check, volunteers included.")

    def save(self, form: CheckForm) -> str:
        record_check(actor=self.actor, user_id=self.membership.user_id, **form.cleaned_data)
        messages.success(self.request, gettext("Check saved"))
        return self.url("checks", membership=self.membership.pk)


class WithdrawCheck(PersonPage, SettingsFormPage):
    """`/<scheme>/scheme/people/<id>/checks/<check>/withdraw/`"""

    permission = VET
    title = _("Withdraw this check")
    form_class = WithdrawForm
    template_name = "web/scheme/form.html"
    button = _("Withdraw check")
    lead = _("If no other check is good today, their access to files ends at once.")

    def load(self) -> None:
        super().load()
        rows = VettingCheck.objects.filter(user_id=self.membership.user_id, withdrawn_at=None)
        if self.is_self or not rows.filter(pk=self.kwargs["check"]).exists():
            raise Http404

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {
            "page_caption": str(self.membership.user),
            "back_url": self.url("checks", membership=self.membership.pk),
        }

    def save(self, form: WithdrawForm) -> str:
        withdraw_check(actor=self.actor, check=self.kwargs["check"], reason=form.cleaned_data["reason"])
        messages.success(self.request, gettext("Check withdrawn"))
        return self.url("checks", membership=self.membership.pk)
