"""Who takes part, what is still missing, and confirming that everyone is ready."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.ready import ConfirmForm, ParticipantsForm, ReopenForm
from assessments.policies import ASSESS, CONFIRM_READY
from assessments.selectors import participants
from assessments.services.record_needs import choose_participants
from assessments.services.reopen import reopen_preparation
from cases.links import case_url
from cases.models.case import Stage
from cases.pages.base import CaseFormPage
from cases.policies import PASS_GATE
from cases.selectors import exact_progress, may_change, party_files
from cases.services.perform import check, perform


class _BothSidesPage(CaseFormPage):
    """A page for those who may see the exact stage; not there for anyone with one side."""

    abstract = True
    permission = CONFIRM_READY
    template_name = "cases/case_form.html"

    def load(self) -> None:
        """Read the exact stage."""
        super().load()
        progress = exact_progress(self.case)
        if progress is None:
            raise Http404
        self.progress = progress

    def case_page(self, sentence: str) -> str:
        """Say what was done and go to the case."""
        messages.success(self.request, sentence)
        return case_url("cases:case", self.case)


class ReadyPage(_BothSidesPage):
    """The gates of the step, each done or with what is missing; the button once all are open."""

    permission = CONFIRM_READY
    template_name = "assessments/ready.html"
    title = gettext_lazy("Confirm that everyone is ready")
    form_class = ConfirmForm

    def page_context(self) -> dict[str, Any]:
        """The same list that the step enforces."""
        return {
            "standing": check("confirm_ready", self.case, self.actor),
            "participants": participants(self.case),
            "is_preparing": self.progress.stage == Stage.PREPARING,
            "may_pass": self.actor.may(PASS_GATE),
        }

    def save(self, form: ConfirmForm) -> str:
        """Take the step."""
        perform("confirm_ready", self.case, self.actor)
        return self.case_page(_("The case is ready"))


class ReopenPage(_BothSidesPage):
    """Take a ready case back."""

    permission = CONFIRM_READY
    title = gettext_lazy("Go back to preparing")
    form_class = ReopenForm

    def load(self) -> None:
        """Only a ready case can go back."""
        super().load()
        if self.progress.stage != Stage.READY:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Go back to preparing")}

    def save(self, form: ReopenForm) -> str:
        """Take the step."""
        reopen_preparation(self.case, self.actor, reason=form.cleaned_data["reason"])
        return self.case_page(_("The case is being prepared again"))


class ParticipantsPage(CaseFormPage):
    """Choose who is to take part, among the parties whose files are open to the actor."""

    permission = ASSESS
    template_name = "cases/case_form.html"
    title = gettext_lazy("Choose who takes part")
    form_class = ParticipantsForm

    def load(self) -> None:
        """Only files the actor may change are offered."""
        super().load()
        self.files = [file for file in party_files(self.case) if may_change(self.actor, file)]
        if not self.files:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        """The choices, by role and number."""
        return {"offered": self.files}

    def initial(self) -> dict[str, Any]:
        """Those who take part now."""
        chosen = {party.pk for party in participants(self.case)}
        return {"who": [str(file.pk) for file in self.files if file.party_id in chosen]}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save who takes part")}

    def save(self, form: ParticipantsForm) -> str:
        """Record the choice for each."""
        choose_participants(self.files, self.actor, chosen=set(form.cleaned_data["who"]))
        messages.success(self.request, _("Who takes part is saved"))
        return case_url("cases:case", self.case)
