"""What one party needs, and how old they are."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.needs import AgeForm, NeedsForm
from assessments.models import AgeRecord, NeedsAssessment
from assessments.policies import ASSESS, VIEW
from assessments.presenters import age_rows, needs_rows
from assessments.selectors import history
from assessments.services.record_needs import record_age, record_needs
from cases.links import case_url
from cases.pages.base import FileFormPage, FilePage
from cases.selectors import identity, may_change


class NeedsPage(FilePage):
    """Needs, age and a parent's permission, with the history of each."""

    permission = VIEW
    template_name = "assessments/needs.html"
    title = gettext_lazy("Needs and age")

    def page_context(self) -> dict[str, Any]:
        """The newest of each counts."""
        needs = [{"found": row, "rows": needs_rows(row)} for row in history(NeedsAssessment, self.file)]
        ages = [{"found": row, "rows": age_rows(row)} for row in history(AgeRecord, self.file)]
        person = identity(self.file)
        return {
            "needs": needs[0] if needs else None,
            "older_needs": needs[1:],
            "age_record": ages[0] if ages else None,
            "older_ages": ages[1:],
            "age": person.age() if person else None,
            "may_change": self.actor.may(ASSESS) and may_change(self.actor, self.file),
        }


class _NeedsForm(FileFormPage):
    abstract = True
    permission = ASSESS
    change = True
    template_name = "cases/file_form.html"
    back_to = "assessments:needs"

    def done(self, sentence: str) -> str:
        """Say what was done and go back."""
        messages.success(self.request, sentence)
        return case_url("assessments:needs", self.case, file=self.file)


class RecordNeedsPage(_NeedsForm):
    """Ask what they need."""

    permission = ASSESS
    title = gettext_lazy("Record needs")
    form_class = NeedsForm

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save needs")}

    def save(self, form: NeedsForm) -> str:
        """Record them."""
        data = form.cleaned_data | {"has_needs": form.cleaned_data["has_needs"] == "yes"}
        record_needs(self.file, self.actor, **data)
        return self.done(_("Needs saved"))


class RecordAgePage(_NeedsForm):
    """Record that they are an adult, or what a parent or guardian said."""

    permission = ASSESS
    title = gettext_lazy("Record age or a parent's permission")
    form_class = AgeForm

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save age or permission")}

    def save(self, form: AgeForm) -> str:
        """Record it."""
        record_age(self.file, self.actor, **form.cleaned_data)
        return self.done(_("Age or permission saved"))
