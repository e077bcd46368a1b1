"""Complaints, papers outside the office, and the data protection page of a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.links import case_url
from cases.models import File
from cases.pages.base import CaseFormPage, CasePage, FileFormPage, FilePage
from cases.policies import VIEW_FILE
from cases.selectors import changeable_files, files_of, may_change
from rjcase.assurance import policies, selectors
from rjcase.assurance.forms.registers import AnswerForm, BringBackForm, ComplaintForm, TakeOutForm
from rjcase.assurance.models import AffectedFile, DataComplaint, PapersOut
from rjcase.assurance.pages.base import AssurancePage
from rjcase.assurance.services import registers as service
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import local_date

PAGE_SIZE = 50
_ANSWERS = ("acknowledged_on", "answered_on", "outcome", "answer", "lessons", "told_of_regulator")


class FileRights(FilePage):
    """What this person complained of, and breaches of their information."""

    permission = VIEW_FILE
    template_name = "assurance/file.html"
    title = gettext_lazy("Data protection")

    def page_context(self) -> dict[str, Any]:
        """Both, newest first."""
        may_add = self.actor.may(policies.COMPLAINTS) and may_change(self.actor, self.file)
        affected = AffectedFile.objects.filter(file=self.file).select_related("breach", "told_by")
        return {
            "complaints": selectors.complaints().filter(file=self.file),
            "affected": affected.order_by("-recorded_at"),
            "may_add": may_add,
            "may_answer": self.actor.may(policies.REGISTERS),
            "may_open_breach": self.actor.is_office,
        }


class AddComplaint(FileFormPage):
    """Keep a complaint."""

    permission = policies.COMPLAINTS
    change = True
    form_class = ComplaintForm
    template_name = "cases/file_form.html"
    title = gettext_lazy("Record a data protection complaint")
    back_to = "assurance:file"

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save complaint")}

    def save(self, form: ComplaintForm) -> str:
        """Keep it; its clock runs."""
        data = form.cleaned_data
        service.record_complaint(
            self.file,
            actor=self.actor,
            complaint_id=data["new_id"],
            about=data["about"],
            text=data["text"],
            received_on=data["received_on"],
        )
        messages.success(self.request, _("Complaint saved"))
        return case_url("assurance:file", self.case, file=self.file)


class AnswerComplaint(FileFormPage):
    """Acknowledge and answer a complaint."""

    permission = policies.REGISTERS
    change = True
    form_class = AnswerForm
    template_name = "assurance/answer.html"
    title = gettext_lazy("Answer the complaint")
    back_to = "assurance:file"
    complaint: DataComplaint

    def load(self) -> None:
        """Read the complaint through its file."""
        super().load()
        self.complaint = get_object_or_404(DataComplaint, file=self.file, pk=self.kwargs["complaint"])
        self.complaint.file = self.file

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        return {name: getattr(self.complaint, name) for name in _ANSWERS}

    def page_context(self) -> dict[str, Any]:
        """The complaint stands above the form."""
        return {"complaint": self.complaint, "button": _("Save")}

    def save(self, form: AnswerForm) -> str:
        """Keep the answer."""
        service.answer_complaint(self.complaint, actor=self.actor, **form.cleaned_data)
        messages.success(self.request, _("Saved"))
        return case_url("assurance:file", self.case, file=self.file)


class Complaints(AssurancePage):
    """`/<scheme>/data-protection/complaints/`: the register; what was said stands in the files."""

    permission = policies.REGISTERS
    template_name = "assurance/complaints.html"
    title = gettext_lazy("Data protection complaints")
    section = "complaints"

    def page_context(self) -> dict[str, Any]:
        """One page, those without an answer first."""
        rows = Paginator(selectors.complaints(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        log_read("assurance:complaints", [row.file_id for row in rows])
        clocks = selectors.clocks_of(rows)
        for row in rows:
            row.file.case.scheme = self.scheme
        lines = [
            (row, case_url("assurance:file", row.file.case, file=row.file), clocks.get(row.pk))
            for row in rows
        ]
        return super().page_context() | {"rows": rows, "lines": lines}


class Papers(AssurancePage):
    """`/<scheme>/data-protection/papers/`: papers outside the office, of the files one holds."""

    permission = policies.PAPERS
    template_name = "assurance/papers.html"
    title = gettext_lazy("Papers taken out")
    section = "papers"

    def page_context(self) -> dict[str, Any]:
        """One page, those still out first."""
        rows = Paginator(selectors.papers_out(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        log_read("assurance:papers", [row.file_id for row in rows])
        return super().page_context() | {"rows": rows}


class CasePapers(CasePage):
    """Papers of one case that left the office."""

    permission = policies.PAPERS
    template_name = "assurance/case_papers.html"
    title = gettext_lazy("Papers taken out")

    def page_context(self) -> dict[str, Any]:
        """Those still out first."""
        rows = list(selectors.papers_out().filter(file__case=self.case))
        log_read("assurance:case_papers", [row.file_id for row in rows])
        mine = changeable_files(self.actor, self.case, list(files_of(self.case)))
        for row in rows:
            row.may_close = row.file_id in mine  # type: ignore[attr-defined]
        return {"rows": rows, "may_take": bool(mine)}


class TakeOut(CaseFormPage):
    """Note that papers leave the office."""

    permission = policies.PAPERS
    form_class = TakeOutForm
    template_name = "cases/case_form.html"
    title = gettext_lazy("Take papers out of the office")
    back_to = "assurance:case_papers"

    def form_kwargs(self) -> dict[str, Any]:
        """The files that the actor may change; none is not there."""
        files = list(files_of(self.case))
        mine = changeable_files(self.actor, self.case, files)
        if not mine:
            raise Http404
        return {"people": [file for file in files if file.pk in mine]}

    def page_context(self) -> dict[str, Any]:
        """The verb of the button."""
        return {"button": _("Save")}

    def save(self, form: TakeOutForm) -> str:
        """Note it."""
        data = dict(form.cleaned_data)
        file: File = data.pop("file")
        file.case = self.case
        service.take_out(file, actor=self.actor, paper_id=data.pop("new_id"), **data)
        messages.success(self.request, _("Saved. You will be reminded to bring them back"))
        return case_url("assurance:case_papers", self.case)


class BringBack(CaseFormPage):
    """Note that papers are back, or lost."""

    permission = policies.PAPERS
    form_class = BringBackForm
    template_name = "assurance/bring_back.html"
    title = gettext_lazy("Papers back in the office")
    back_to = "assurance:case_papers"
    row: PapersOut

    def load(self) -> None:
        """Read them through their file."""
        super().load()
        found = selectors.papers_out().filter(file__case=self.case, pk=self.kwargs["paper"]).first()
        if found is None or not may_change(self.actor, found.file):
            raise Http404
        self.row = found

    def page_context(self) -> dict[str, Any]:
        """What it is about; the file was looked at."""
        log_read("assurance:bring_back", [self.row.file_id])
        return {"row": self.row, "button": _("Save"), "taken_on": local_date(self.row.taken_at)}

    def save(self, form: BringBackForm) -> str:
        """Note it; lost papers are a breach, so its form comes next."""
        data = form.cleaned_data
        is_lost = data["result"] == "lost"
        service.bring_back(
            self.row,
            actor=self.actor,
            at=data["at"],
            is_lost=is_lost,
            note=data["lost_note"] if is_lost else "",
        )
        if is_lost:
            messages.success(self.request, _("Saved. Report the breach now"))
            return reverse("assurance:report", kwargs={"scheme": self.scheme.slug})
        messages.success(self.request, _("Papers are back"))
        return case_url("assurance:case_papers", self.case)
