"""Who manages a case: the page of a case that says it, and its forms, for those who see both sides."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.pages import CaseFormPage, CasePage
from referrals import policies
from referrals.criteria.words import code_label
from referrals.forms.who_manages import AgreeForm, AskAreaForm, DecideForm, EscalateForm, YouthTeamForm
from referrals.models import CrossBorderDecision, YouthTeamDiscussion
from referrals.services import who_manages as service
from rjcase.designsystem.summary import Row
from rjcase.kernel.ids import uuid7


def state_of(row: CrossBorderDecision) -> str:
    """The word for where a decision stands."""
    if row.is_open:
        return "to_review" if row.escalated_on else "waiting"
    return "agreed" if row.agreed_on else "completed"


class WhoManagesPage(CasePage):
    """`…/who-manages/`: other areas and the youth justice team."""

    permission = policies.REGISTER
    template_name = "referrals/who_manages.html"
    title = gettext_lazy("Who manages this case")
    back_to = "referrals:show"

    def page_context(self) -> dict[str, Any]:
        """Every decision, newest first, and the discussion with the youth team."""
        rows = CrossBorderDecision.objects.filter(case=self.case).order_by("-asked_on", "-recorded_at")
        youth = YouthTeamDiscussion.objects.filter(case=self.case).first()
        return {
            "decisions": [{"row": row, "state": state_of(row), "facts": _facts(row)} for row in rows],
            "may_ask": not any(row.is_open for row in rows),
            "youth": _youth(youth) if youth else [],
        }


class _StepPage(CaseFormPage):
    """A form that leads back to who manages the case."""

    abstract = True
    permission = policies.REGISTER
    template_name = "referrals/form.html"
    back_to = "referrals:who-manages"
    button: ClassVar[Any] = gettext_lazy("Save")

    def page_context(self) -> dict[str, Any]:
        """What the button says."""
        return {"button": self.button, "cancel": self.back_url()}

    def done(self, words: str) -> str:
        """Say what was done and go back."""
        messages.success(self.request, words)
        return case_url("referrals:who-manages", self.case)


class AskAreaPage(_StepPage):
    """Another area's service was asked."""

    permission = policies.REGISTER
    title = gettext_lazy("Ask another area’s service who manages the case")
    form_class = AskAreaForm

    def initial(self) -> dict[str, Any]:
        """A new row."""
        return {"new_id": uuid7()}

    def save(self, form: Any) -> str:
        """Keep it; the clock runs."""
        data = dict(form.cleaned_data)
        service.ask_other_area(self.case, actor=self.actor, decision_id=data.pop("new_id"), **data)
        return self.done(_("Saved. We remind you if nothing is agreed."))


class _DecisionPage(_StepPage):
    """A form about one open decision."""

    abstract = True
    row: CrossBorderDecision

    def load(self) -> None:
        """Read the decision; a settled one has no such page."""
        super().load()
        rows = CrossBorderDecision.objects.filter(case=self.case, pk=self.kwargs["decision"])
        found = rows.select_related("case").first()
        if found is None or not found.is_open:
            raise Http404
        self.row = found


class AgreePage(_DecisionPage):
    """Agreed with the other area."""

    permission = policies.REGISTER
    title = gettext_lazy("Record what was agreed")
    form_class = AgreeForm

    def save(self, form: Any) -> str:
        """Settle it."""
        service.agree(self.row, actor=self.actor, **form.cleaned_data)
        return self.done(_("Agreement saved"))


class EscalatePage(_DecisionPage):
    """It cannot be agreed, or is an anomaly: the commissioner decides."""

    permission = policies.REGISTER
    title = gettext_lazy("Put it to the commissioner")
    form_class = EscalateForm

    def save(self, form: Any) -> str:
        """Ask; the clock starts again."""
        service.escalate(self.row, actor=self.actor, **form.cleaned_data)
        return self.done(_("Saved. We remind you if nothing is decided."))


class DecidedPage(_DecisionPage):
    """The commissioner decided."""

    permission = policies.REGISTER
    title = gettext_lazy("Record the commissioner’s decision")
    form_class = DecideForm

    def load(self) -> None:
        """Only of what was put to the commissioner."""
        super().load()
        if self.row.escalated_on is None:
            raise Http404

    def save(self, form: Any) -> str:
        """Settle it."""
        service.decide(self.row, actor=self.actor, **form.cleaned_data)
        return self.done(_("Decision saved"))


class YouthTeamPage(_StepPage):
    """The discussion with the manager of the local youth justice team."""

    permission = policies.REGISTER
    title = gettext_lazy("The youth justice team")
    form_class = YouthTeamForm

    def initial(self) -> dict[str, Any]:
        """What stands there now."""
        row = YouthTeamDiscussion.objects.filter(case=self.case).first()
        return {name: getattr(row, name) for name in YouthTeamForm.base_fields} if row else {}

    def save(self, form: Any) -> str:
        """Keep it."""
        service.keep_discussion(self.case, actor=self.actor, **form.cleaned_data)
        return self.done(_("Saved"))


def _facts(row: CrossBorderDecision) -> list[Row]:
    shown = [
        Row(_("Why it is not plainly ours"), row.get_why_display()),
        Row(_("The other area"), code_label(row.area, "police_force")),
        Row(_("Whom we asked"), row.service),
        Row(_("Asked"), row.asked_on),
    ]
    if row.escalated_on:
        shown += [
            Row(_("Put to the commissioner"), row.escalated_on),
            Row(_("To whom"), row.escalated_to),
            Row(_("What the commissioner is to decide"), row.question),
        ]
    if row.agreed_on:
        shown += [Row(_("Agreed"), row.agreed_on), Row(_("Agreed with"), row.agreed_with)]
    if row.decided_on:
        shown += [
            Row(_("Decided by the commissioner"), row.decided_on),
            Row(_("Who decided"), row.decided_by),
        ]
    if not row.is_open:
        shown += [
            Row(_("Who manages the case"), row.get_manager_display()),
            Row(_("What was agreed"), row.terms),
        ]
    return shown


def _youth(row: YouthTeamDiscussion) -> list[Row]:
    return [
        Row(_("Youth justice team"), row.team),
        Row(_("Its manager"), row.with_whom),
        Row(_("Discussed"), row.discussed_on),
        Row(_("Who supports the people harmed"), row.get_supporter_display()),
        Row(_("Has the team made them an offer"), row.get_offer_display()),
        Row(_("Offer made"), row.offer_on),
        Row(_("What was said"), row.note),
    ]
