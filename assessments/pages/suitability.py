"""Suitability of one party: the live decision, the history, a new decision."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.suitability import SuitabilityForm
from assessments.models import Suitability
from assessments.policies import ASSESS, VIEW
from assessments.presenters import suitability_rows
from assessments.selectors import history
from assessments.services.record_suitability import record_suitability
from cases.links import case_url
from cases.pages.base import FileFormPage, FilePage
from cases.selectors import may_change


class SuitabilityPage(FilePage):
    """What was decided, and every decision before it."""

    permission = VIEW
    template_name = "assessments/suitability.html"
    title = gettext_lazy("Suitability")

    def page_context(self) -> dict[str, Any]:
        """The newest decision counts; older ones are kept below."""
        versions = [{"found": row, "rows": suitability_rows(row)} for row in history(Suitability, self.file)]
        return {
            "live": versions[0] if versions else None,
            "older": versions[1:],
            "may_change": self.actor.may(ASSESS) and may_change(self.actor, self.file),
        }


class RecordSuitabilityPage(FileFormPage):
    """Decide whether they are suitable."""

    permission = ASSESS
    change = True
    template_name = "cases/file_form.html"
    title = gettext_lazy("Decide on suitability")
    form_class = SuitabilityForm
    back_to = "assessments:suitability"

    def form_kwargs(self) -> dict[str, Any]:
        """The form asks each side its own questions."""
        return {"file": self.file}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save decision")}

    def save(self, form: SuitabilityForm) -> str:
        """Record the decision."""
        record_suitability(self.file, self.actor, **form.cleaned_data)
        messages.success(self.request, _("Decision on suitability saved"))
        return case_url("assessments:suitability", self.case, file=self.file)
