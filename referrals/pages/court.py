"""What is asked of a person only where it applies: the office corrects it in that person's file."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from cases.links import case_url
from cases.models.case import Side
from cases.pages import FileFormPage
from referrals import policies
from referrals.criteria.screening import QUESTIONS
from referrals.forms.court import TIER_MODELS, CourtForm, RightsForm
from referrals.models import CourtRecord, ReferredPerson
from referrals.services.court import save_court_record, save_victims_rights


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
        form: Any = CourtForm if self.is_offender else RightsForm
        data = {"data": self.request.POST} if self.request.method == "POST" else {}
        return form(initial=self.initial(), **data)

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        if not self.is_offender:
            said = ReferredPerson.objects.filter(file=self.file).first()
            return {name: getattr(said, name) for name in RightsForm.base_fields} if said else {}
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


def court_initial(row: CourtRecord) -> dict[str, Any]:
    """A court record as the form shows it."""
    shown = {name: getattr(row, name) for name in CourtForm.base_fields if hasattr(row, name)}
    if row.tier_model in TIER_MODELS:
        shown[row.tier_model] = row.tier
    for name, _question in QUESTIONS:
        said = row.screening.get(name) or {}
        shown |= {name: said.get("answer", ""), f"{name}_comment": said.get("comment", "")}
    return shown
