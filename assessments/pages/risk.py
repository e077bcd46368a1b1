"""One party's risk assessment: where it stands, writing it, and deciding on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.risk import DecisionForm, RiskForm, initial_of
from assessments.models import RiskAssessment
from assessments.policies import ASSESS, DECIDE, VIEW
from assessments.presenters import answers_of, decision_rows
from assessments.selectors import live_risk, risk_versions, version_before
from assessments.services.decide_risk import (
    approve_risk,
    may_decide,
    needs_outside_supervisor,
    return_risk,
)
from assessments.services.write_risk import fingerprint, save_risk, send_risk
from cases.links import case_url
from cases.pages.base import FileFormPage, FilePage
from cases.selectors import may_change

State = RiskAssessment.State


class RiskPage(FilePage):
    """The newest version with its answers, and the versions before it."""

    permission = VIEW
    template_name = "assessments/risk.html"
    title = gettext_lazy("Risk")

    def page_context(self) -> dict[str, Any]:
        """The newest version counts, whatever its state."""
        versions = list(risk_versions(self.file))
        live = versions[0] if versions else None
        before = versions[1] if len(versions) > 1 else None
        return {
            "live": live,
            "rows": decision_rows(live) if live else [],
            "answers": answers_of(live, before) if live else [],
            "older": versions[1:],
            "may_write": self._may_write(live),
            "may_decide": live is not None and live.state == State.SUBMITTED and self.actor.may(DECIDE),
        }

    def _may_write(self, live: RiskAssessment | None) -> bool:
        is_waiting = live is not None and live.state == State.SUBMITTED
        return not is_waiting and self.actor.may(ASSESS) and may_change(self.actor, self.file)


class _OneVersion(FilePage):
    """A page about one version."""

    abstract = True
    permission = VIEW
    assessment: RiskAssessment
    back_to = "assessments:risk"

    def load(self) -> None:
        """Read the version through its file."""
        super().load()
        found = risk_versions(self.file).filter(pk=self.kwargs["assessment"]).first()
        if found is None:
            raise Http404
        self.assessment = found

    def version_context(self) -> dict[str, Any]:
        """The version and what changed in it."""
        before = version_before(self.assessment)
        return {
            "assessment": self.assessment,
            "rows": decision_rows(self.assessment),
            "answers": answers_of(self.assessment, before),
            "before": before,
        }


class RiskVersionPage(_OneVersion):
    """One version as it was written and decided."""

    permission = VIEW
    template_name = "assessments/risk_version.html"
    title = gettext_lazy("Version of the risk assessment")

    def page_context(self) -> dict[str, Any]:
        """The version."""
        return self.version_context()


class WriteRiskPage(FileFormPage):
    """Write the draft, go on with it, or begin a new version after a decision."""

    permission = ASSESS
    change = True
    template_name = "assessments/write_risk.html"
    title = gettext_lazy("Write a risk assessment")
    form_class = RiskForm
    back_to = "assessments:risk"

    def load(self) -> None:
        """Read the newest version."""
        super().load()
        self.newest = live_risk(self.file)

    @property
    def is_draft(self) -> bool:
        """Whether the button pressed was the one that only keeps the draft."""
        return self.request.POST.get("action") == "draft"

    def form_kwargs(self) -> dict[str, Any]:
        """The questions are those of the party's role."""
        return {"role": self.file.party.role if self.file.party else "", "is_draft": self.is_draft}

    def initial(self) -> dict[str, Any]:
        """What the newest version says."""
        return initial_of(self.newest, fingerprint(self.newest))

    def page_context(self) -> dict[str, Any]:
        """A new version of an approved one re-opens the case: the page says so first."""
        return {"newest": self.newest}

    def save(self, form: RiskForm) -> str:
        """Keep the draft, or keep it and send it for approval."""
        if self.is_draft:
            save_risk(self.file, self.actor, **form.content())
            messages.success(self.request, _("Draft saved"))
        else:
            send_risk(self.file, self.actor, **form.content())
            messages.success(self.request, _("Risk assessment sent for approval"))
        return case_url("assessments:risk", self.case, file=self.file)


class DecideRiskPage(_OneVersion, FileFormPage):
    """A manager reads a version with what changed since the last one, and decides."""

    permission = DECIDE
    template_name = "assessments/decide_risk.html"
    title = gettext_lazy("Decide on a risk assessment")
    form_class = DecisionForm

    def form_kwargs(self) -> dict[str, Any]:
        """An outside supervisor is asked for only where nobody here may decide."""
        return {"needs_outside": self.needs_outside}

    def load(self) -> None:
        """Find out whether this manager may decide."""
        super().load()
        self.may_decide = may_decide(self.assessment, self.actor)
        self.needs_outside = not self.may_decide and needs_outside_supervisor(self.assessment)

    def page_context(self) -> dict[str, Any]:
        """The version, and whether a decision is still to be made."""
        return self.version_context() | {
            "is_waiting": self.assessment.state == State.SUBMITTED,
            "may_decide": self.may_decide or self.needs_outside,
        }

    def save(self, form: DecisionForm) -> str:
        """Approve or return."""
        data = form.cleaned_data
        if data["decision"] == State.APPROVED:
            approve_risk(self.assessment, self.actor, note=data["remark"], outside=form.outside())
            messages.success(self.request, _("Risk assessment approved"))
        else:
            return_risk(self.assessment, self.actor, note=data["note"], outside=form.outside())
            messages.success(self.request, _("Risk assessment returned"))
        return case_url("assessments:risk", self.case, file=self.file)
