"""Data breaches: the register, a report, and the log of one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import File
from cases.selectors import party_files
from rjcase.assurance import policies, selectors
from rjcase.assurance.forms.breaches import ENTRY_FORMS, AffectedForm, ReportForm, TellForm
from rjcase.assurance.models import AffectedFile, Breach, BreachEntry
from rjcase.assurance.pages.base import AssuranceFormPage, AssurancePage
from rjcase.assurance.pages.steps import Step, notice_of, steps_of
from rjcase.assurance.services import breaches as service
from rjcase.audit.reads import log_read

PAGE_SIZE = 50


class Breaches(AssurancePage):
    """`/<scheme>/data-protection/breaches/`: what one reported; for the office, everything."""

    permission = policies.REPORT
    template_name = "assurance/breaches.html"
    title = gettext_lazy("Data breaches")
    section = "breaches"

    def page_context(self) -> dict[str, Any]:
        """One page, newest first, each with its clock."""
        rows = Paginator(selectors.breaches(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().page_context() | {"rows": rows, "states": selectors.states_of(list(rows))}


class Report(AssuranceFormPage):
    """`/<scheme>/data-protection/breaches/report/`"""

    permission = policies.REPORT
    title = gettext_lazy("Report a data breach")
    button = gettext_lazy("Report the breach")
    form_class = ReportForm

    def save(self, form: ReportForm) -> str:
        """Report it; its clock runs."""
        data = form.cleaned_data
        row = service.report_breach(
            actor=self.actor,
            scheme=self.scheme,
            breach_id=data["new_id"],
            case=data["reference"],
            **{name: data[name] for name in ("kind", "happened_at", "aware_at", "what", "contained")},
        )
        messages.success(self.request, _("Breach reported. Managers have been told"))
        return self.url("breach", breach=row.pk)


class OneBreach(AssurancePage):
    """`/<scheme>/data-protection/breaches/<id>/`: the clock, the log, whose information it was."""

    permission = policies.REPORT
    template_name = "assurance/breach.html"
    title = gettext_lazy("Data breach")
    section = "breaches"
    breach: Breach

    def load(self) -> None:
        """Read it through the walls: one's own, or any for the office."""
        self.breach = get_object_or_404(selectors.breaches(), pk=self.kwargs["breach"])

    def page_context(self) -> dict[str, Any]:
        """Everything about it; whose information it was is logged as a read of those files."""
        affected = selectors.affected_by(self.breach)
        log_read("assurance:breach", [row.file_id for row in affected])
        state = selectors.states_of([self.breach])[0]
        may_decide = self.actor.may(policies.DECIDE)
        return super().page_context() | {
            "state": state,
            "affected": affected,
            "clock": notice_of(state),
            "may_decide": may_decide and not state.is_closed,
            "steps": self._steps(state, affected) if may_decide and not state.is_closed else [],
            "also": self.url("breach_entry", breach=self.breach.pk, about=BreachEntry.About.TOLD_OTHER.value),
            "back_url": self.url("breaches"),
        }

    def _steps(self, state: selectors.BreachState, affected: list[AffectedFile]) -> list[Step]:
        def url(name: str, **kwargs: Any) -> str:
            return self.url(name, breach=self.breach.pk, **kwargs)

        return steps_of(state, affected, url, has_case=self.breach.case_id is not None)


class _OneBreachForm(AssuranceFormPage):
    abstract = True
    permission = policies.DECIDE
    breach: Breach

    def load(self) -> None:
        """Read the breach."""
        self.breach = get_object_or_404(selectors.breaches(), pk=self.kwargs["breach"])

    def back_url(self) -> str:
        """The breach."""
        return self.url("breach", breach=self.breach.pk)


class AddEntry(_OneBreachForm):
    """`…/log/<about>/`: a decision, who was told, lessons, the end."""

    permission = policies.DECIDE
    about: str

    def load(self) -> None:
        """The kind of entry stands in the address."""
        super().load()
        if self.kwargs["about"] not in ENTRY_FORMS:
            raise Http404
        self.about = self.kwargs["about"]
        self.form_class, self.button = ENTRY_FORMS[self.about]  # type: ignore[misc]
        self.title = BreachEntry.About(self.about).label

    def save(self, form: Any) -> str:
        """Add it to the log."""
        facts = dict(form.cleaned_data)
        entry_id = facts.pop("new_id")
        if "answer" in facts:
            facts["answer"] = facts["answer"] == "yes"
        service.add_entry(self.breach, actor=self.actor, entry_id=entry_id, about=self.about, **facts)
        messages.success(self.request, _("Saved"))
        return self.back_url()


class AddAffected(_OneBreachForm):
    """`…/people/add/`: whose information it was, kept in that person's file."""

    permission = policies.DECIDE
    title = gettext_lazy("Whose information it was")
    form_class = AffectedForm

    def form_kwargs(self) -> dict[str, Any]:
        """The people of the case."""
        return {"people": self._files()}

    def _files(self) -> list[File]:
        if self.breach.case is None:
            raise Http404
        return party_files(self.breach.case)

    def save(self, form: AffectedForm) -> str:
        """Keep it in their file."""
        service.add_affected(
            self.breach, form.cleaned_data["file"], actor=self.actor, what=form.cleaned_data["what"]
        )
        messages.success(self.request, _("Saved"))
        return self.back_url()


class TellAffected(_OneBreachForm):
    """`…/people/<id>/told/`: that they were told."""

    permission = policies.DECIDE
    title = gettext_lazy("Record that they were told")
    form_class = TellForm
    row: AffectedFile

    def load(self) -> None:
        """Read it through the walls of its file."""
        super().load()
        self.row = get_object_or_404(AffectedFile, breach=self.breach, pk=self.kwargs["affected"])

    def save(self, form: TellForm) -> str:
        """Keep it in their file."""
        service.tell_affected(self.row, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Saved"))
        return self.back_url()
