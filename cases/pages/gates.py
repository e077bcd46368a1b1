"""A manager's reasoned exceptions: a gate that may be passed, and the order of approach."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import approach
from cases.links import case_url
from cases.pages.base import CaseFormPage
from cases.policies import PASS_GATE
from cases.selectors import exact_progress
from cases.services.perform import pass_gate
from rjcase.designsystem.forms import GovukForm
from rjcase.workflow import Gate, steps_from


class ReasonForm(GovukForm):
    """Why an exception is made."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea)


class VaryApproach(CaseFormPage):
    """Let a case be approached out of order."""

    permission = PASS_GATE
    form_class = ReasonForm
    template_name = "cases/vary_approach.html"
    title = gettext_lazy("Vary the order of approach")

    def page_context(self) -> dict[str, Any]:
        """The verb of the button, and whether it was varied before."""
        return {"button": _("Vary the order"), "varied": approach.varied(self.case)}

    def save(self, form: ReasonForm) -> str:
        """Keep the exception with its reason."""
        approach.vary(self.case, self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Order of approach varied"))
        return case_url("cases:case", self.case)


class PassGate(CaseFormPage):
    """Let a case through one gate that may be passed."""

    permission = PASS_GATE
    form_class = ReasonForm
    template_name = "cases/pass_gate.html"
    title = gettext_lazy("Pass this gate")
    gate: Gate

    def load(self) -> None:
        """Find the gate among those of the steps the case can take now."""
        super().load()
        progress = exact_progress(self.case)
        steps = steps_from(progress.stage) if progress else []
        gates = {gate.name: gate for item in steps for gate in item.gates if gate.passable}
        if self.kwargs["gate"] not in gates:
            raise Http404
        self.gate = gates[self.kwargs["gate"]]

    def page_context(self) -> dict[str, Any]:
        """Which gate."""
        return {"button": _("Pass this gate"), "gate": self.gate}

    def save(self, form: ReasonForm) -> str:
        """Keep the pass with its reason."""
        pass_gate(self.gate.name, self.case, self.actor, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("Gate passed"))
        return case_url("cases:case", self.case)
