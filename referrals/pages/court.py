"""What is asked of a person only where it applies: the office corrects it in that person's file."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models.case import Side
from cases.pages import FileFormPage
from referrals import policies
from referrals.criteria.screening import QUESTIONS
from referrals.forms.court import TIER_MODELS, RemedyForm
from referrals.forms.office_record import EarlyApproachForm, OfficeCourtForm, OfficeRightsForm
from referrals.journey.further import CONDITIONAL, REMEDY
from referrals.models import CourtRecord, ReferredPerson
from referrals.selectors import intake_settings
from referrals.services.court import decide_early_approach, save_court_record, save_victims_rights


class MorePage(FileFormPage):
    """An offender's court and probation record, or what applies to a victim."""

    permission = policies.REGISTER
    template_name = "referrals/more.html"
    change = True
    back_to = "cases:file"

    @property
    def is_offender(self) -> bool:
        """Whose file it is."""
        return self.file.side == Side.RESPONSIBLE

    def make_form(self) -> Any:
        """What is asked depends on the side."""
        form: Any = OfficeCourtForm if self.is_offender else OfficeRightsForm
        data = {"data": self.request.POST} if self.request.method == "POST" else {}
        return form(initial=self.initial(), **data)

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        if not self.is_offender:
            said = ReferredPerson.objects.filter(file=self.file).first()
            return {name: getattr(said, name) for name in OfficeRightsForm.base_fields} if said else {}
        row = CourtRecord.objects.filter(file=self.file).first()
        return court_initial(row) if row else {}

    def page_context(self) -> dict[str, Any]:
        """Its title, and back to the referral."""
        title = _("Courts and probation") if self.is_offender else _("Rights of the person harmed")
        return {"page_title": title, "cancel": case_url("referrals:show", self.case)}

    def save(self, form: Any) -> str:
        """Keep it and return to the referral."""
        save: Any = save_court_record if self.is_offender else save_victims_rights
        save(actor=self.actor, file=self.file, **form.record())
        messages.success(self.request, _("Answers saved"))
        return case_url("referrals:show", self.case)


class RemedyPage(FileFormPage):
    """The community remedy and the conditions of a caution, corrected in the offender's file (MOJ-A-17).

    There only where the outcome is one out of court, or a remedy was recorded before.
    """

    permission = policies.REGISTER
    template_name = "referrals/more.html"
    change = True
    back_to = "cases:file"

    def load(self) -> None:
        """The file, and what stands in it now."""
        super().load()
        self.row = CourtRecord.objects.filter(file=self.file).first() or CourtRecord(file=self.file)
        self.said = ReferredPerson.objects.filter(file=self.file).first()
        if self.file.side != Side.RESPONSIBLE or not (self._disposal in REMEDY or self.row.remedy_action):
            raise Http404

    @property
    def _disposal(self) -> str:
        return self.said.disposal if self.said else ""

    def make_form(self) -> Any:
        """The actions of today, and the one that stands there even if it is no longer offered."""
        known = [*intake_settings().remedies, *filter(None, [self.row.remedy_action])]
        data = {"data": self.request.POST} if self.request.method == "POST" else {}
        return RemedyForm(
            initial=self.initial(),
            actions=list(dict.fromkeys(known)),
            is_caution=self._disposal in CONDITIONAL or self.row.is_caution_condition,
            all_agree=self._all_agree(),
            **data,
        )

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        return {name: getattr(self.row, name) for name in RemedyForm.base_fields}

    def _all_agree(self) -> bool:
        said = ReferredPerson.objects.filter(file__case=self.case).values_list("consent", flat=True)
        return bool(said) and all(consent == "yes" for consent in said)

    def page_context(self) -> dict[str, Any]:
        """Its title, and back to the referral."""
        return {"page_title": _("Out of court"), "cancel": case_url("referrals:show", self.case)}

    def save(self, form: RemedyForm) -> str:
        """Keep it and return to the referral."""
        save_court_record(actor=self.actor, file=self.file, **form.record())
        messages.success(self.request, _("Answers saved"))
        return case_url("referrals:show", self.case)


class EarlyApproachPage(FileFormPage):
    """Whether this offender may be approached before staff are trained; who decided, and why (WTE-2.4-01)."""

    permission = policies.REGISTER
    template_name = "referrals/referred.html"
    title = gettext_lazy("Approach before training")
    form_class = EarlyApproachForm
    change = True
    back_to = "cases:file"

    def load(self) -> None:
        """An offender's file; there is nothing to decide of a victim."""
        super().load()
        if self.file.side != Side.RESPONSIBLE:
            raise Http404

    def initial(self) -> dict[str, Any]:
        """The decision that stands."""
        said = ReferredPerson.objects.filter(file=self.file).first()
        return {name: getattr(said, name) for name in EarlyApproachForm.base_fields} if said else {}

    def page_context(self) -> dict[str, Any]:
        """Back to the referral."""
        return {"cancel": case_url("referrals:show", self.case)}

    def save(self, form: EarlyApproachForm) -> str:
        """Keep the decision; the one before it stays in the history."""
        decide_early_approach(actor=self.actor, file=self.file, **form.cleaned_data)
        messages.success(self.request, _("Decision saved"))
        return case_url("referrals:show", self.case)


def court_initial(row: CourtRecord) -> dict[str, Any]:
    """A court record as the form shows it."""
    shown = {name: getattr(row, name) for name in OfficeCourtForm.base_fields if hasattr(row, name)}
    if row.tier_model in TIER_MODELS:
        shown[row.tier_model] = row.tier
    for name, _question in QUESTIONS:
        said = row.screening.get(name) or {}
        shown |= {name: said.get("answer", ""), f"{name}_comment": said.get("comment", "")}
    return shown
