"""Pages where the office adds what a referral lacked."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import Offence
from cases.models.case import Side
from cases.pages import CaseFormPage, FileFormPage
from referrals import policies
from referrals.forms.office import OffenderSaidForm, VictimSaidForm
from referrals.forms.referral import OffenceFactsForm
from referrals.models import ReferredPerson
from referrals.services.corrections import save_offence, save_referred_person


class OffencePage(CaseFormPage):
    """The main offence of a case, as codes and a date."""

    permission = policies.REGISTER
    template_name = "referrals/form.html"
    title = gettext_lazy("The offence")
    form_class = OffenceFactsForm
    back_to = "referrals:show"

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        row = Offence.objects.filter(case=self.case).order_by("pk").first()
        if row is None:
            return {}
        return {"subgroup": row.subgroup, "markers": row.markers, "happened_on": row.happened_on}

    def page_context(self) -> dict[str, Any]:
        """What the button says."""
        return {"button": _("Save the offence"), "cancel": self.back_url()}

    def save(self, form: Any) -> str:
        """Keep it and return to the referral."""
        save_offence(actor=self.actor, case=self.case, **form.cleaned_data)
        messages.success(self.request, _("Offence saved"))
        return case_url("referrals:show", self.case)


class ReferredPage(FileFormPage):
    """What is known of one person that the paper check looks at."""

    permission = policies.REGISTER
    template_name = "referrals/referred.html"
    title = gettext_lazy("For the paper check")
    change = True
    back_to = "cases:file"

    def make_form(self) -> Any:
        """An offender is asked about their case as well."""
        form = OffenderSaidForm if self.file.side == Side.RESPONSIBLE else VictimSaidForm
        data = {"data": self.request.POST} if self.request.method == "POST" else {}
        return form(initial=self.initial(), **data)

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        row = ReferredPerson.objects.filter(file=self.file).first()
        names = OffenderSaidForm.base_fields
        return {name: getattr(row, name) for name in names} if row else {}

    def page_context(self) -> dict[str, Any]:
        """Back to the referral."""
        return {"cancel": case_url("referrals:show", self.case)}

    def save(self, form: Any) -> str:
        """Keep it and return to the referral."""
        save_referred_person(actor=self.actor, file=self.file, **form.cleaned_data)
        messages.success(self.request, _("Answers saved"))
        return case_url("referrals:show", self.case)
