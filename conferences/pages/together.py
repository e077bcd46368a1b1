"""What brings the sides together: the list, opening one, and the steps of the case."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.selectors import participants
from cases.links import case_url
from cases.models import File
from cases.pages import CaseFormPage, CasePage
from cases.selectors import exact_progress, may_change
from cases.services.perform import check
from conferences import forms, presenters, selectors
from conferences.pages.base import OpenProcessFormPage, ProcessPage
from conferences.policies import VIEW_TOGETHER, WORK_PROCESS
from conferences.services.locks import standing_now
from conferences.services.open_process import open_process
from conferences.services.take_steps import abandon_process, begin_process, complete_process
from conferences.workflow import ABANDON, BEGIN, COMPLETE
from rjcase.audit.reads import log_read


class Together(CasePage):
    """Every meeting and exchange of a case that the actor may know of."""

    permission = VIEW_TOGETHER
    template_name = "conferences/together.html"
    title = gettext_lazy("Together")

    def page_context(self) -> dict[str, Any]:
        """The list, and the steps that lead on from here for those who work both sides."""
        rows = presenters.process_rows(self.case)
        log_read("conferences:together", [row["process"].joint_id for row in rows])
        progress = exact_progress(self.case)
        may_work = progress is not None and self.actor.may(WORK_PROCESS)
        stage = progress.stage if progress is not None and may_work else ""
        steps = [item for item in (COMPLETE, ABANDON) if stage in item.sources]
        standings = [check(item.name, self.case, self.actor) for item in steps]
        return {
            "rows": rows,
            "may_work": may_work,
            "open_url": case_url("conferences:open", self.case) if may_work else "",
            "steps": [
                {"text": view.step.label, "url": case_url(view.step.url, self.case)}
                for view in standings
                if view.is_possible
            ],
            "standing": standings[0] if standings else None,
        }


class OpenProcess(CaseFormPage):
    """Open a meeting or an exchange for some of the parties."""

    permission = WORK_PROCESS
    template_name = "conferences/case_form.html"
    title = gettext_lazy("Plan a meeting or an exchange")
    form_class = forms.OpenForm
    back_to = "conferences:together"
    files: list[File]

    def load(self) -> None:
        """Only those who may see both sides bring them together."""
        super().load()
        if exact_progress(self.case) is None:
            raise Http404
        self.files = selectors.may_take_part(self.case)

    def form_kwargs(self) -> dict[str, Any]:
        """Everyone in the case, by part and name."""
        return {"people": presenters.file_choices(self.files)}

    def initial(self) -> dict[str, Any]:
        """Those who were prepared to take part."""
        prepared = {party.pk for party in participants(self.case)}
        return {"people": [str(file.pk) for file in self.files if file.party_id in prepared]}

    def page_context(self) -> dict[str, Any]:
        """The names shown are logged."""
        log_read("conferences:open", self.files)
        return {"button": _("Continue")}

    def save(self, form: Any) -> str:
        """Open it and go on to its page."""
        data = form.cleaned_data
        process = open_process(
            actor=self.actor,
            case=self.case,
            kind=data["kind"],
            files=data["people"],
            why_indirect=data["why_indirect"],
        )
        return case_url("conferences:process", self.case, process=process)


class ProcessOverview(ProcessPage):
    """One process: its plan, its people, its messages, and what happens next."""

    template_name = "conferences/process.html"

    def back_url(self) -> str:
        """Back to the list."""
        return case_url("conferences:together", self.case)

    def files_shown(self) -> list[File]:
        """Everyone who takes part is named here."""
        return [self.file, *selectors.participant_files([self.process])]

    def page_context(self) -> dict[str, Any]:
        """All there is to know, and what may be done."""
        process, case = self.process, self.case
        may_work = self.actor.may(WORK_PROCESS) and may_change(self.actor, self.file)
        is_changing = may_work and process.is_open
        write_up = selectors.write_up_of(process)
        files = selectors.participant_files([process])
        is_running = process.is_open and process.begun_at is not None
        custody_url = case_url("conferences:custody", case, process=process)
        return super().page_context() | {
            "page_title": process.kind_label,
            "may_work": may_work,
            "is_changing": is_changing,
            "plan": presenters.plan_rows(process, self._url("plan") if is_changing else ""),
            "arrangements": presenters.arrangement_rows(process, custody_url if is_changing else ""),
            "people": presenters.people_rows(
                case, process, selectors.names_in(files), selectors.attendance_of(process)
            ),
            "standing": standing_now(case, self.actor, files) if is_running else None,
            "attendees": selectors.attendees_of(process),
            "messages_sent": presenters.message_rows(case, process),
            "write_up": write_up,
            "write_up_rows": presenters.write_up_rows(process, write_up) if write_up else [],
            "changes": process.changes.select_related("by").order_by("-recorded_at"),
            "urls": {name.replace("-", "_"): self._url(name) for name in _ACTS},
        }

    def _url(self, name: str) -> str:
        return case_url(f"conferences:{name}", self.case, process=self.process)


_ACTS = (
    "begin-process",
    "plan",
    "custody",
    "attendee",
    "hold",
    "postpone",
    "cancel",
    "write-up",
    "message",
    "finish",
)


class Begin(CasePage):
    """The step of the case: leads to the process that is to begin, or shows what is missing."""

    permission = WORK_PROCESS
    template_name = "conferences/begin.html"
    title = gettext_lazy("Begin the meeting or exchange")
    back_to = "conferences:together"

    def load(self) -> None:
        """Only for those who may see both sides."""
        super().load()
        if exact_progress(self.case) is None:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """Each process that has not begun, with its own gates."""
        waiting = selectors.open_processes(self.case).filter(begun_at=None)
        return {
            "waiting": [
                {
                    "process": process,
                    "url": case_url("conferences:begin-process", self.case, process=process),
                }
                for process in waiting
            ],
            "open_url": case_url("conferences:open", self.case),
        }


class BeginProcess(OpenProcessFormPage):
    """Go ahead with one process: what is still missing stands on the page, or the button does."""

    template_name = "conferences/begin_process.html"
    title = gettext_lazy("Begin the meeting or exchange")
    form_class = forms.ConfirmForm
    button = gettext_lazy("Begin")

    def page_context(self) -> dict[str, Any]:
        """The very gates that the step enforces."""
        files = selectors.participant_files([self.process])
        standing = check(BEGIN.name, self.case, self.actor, process=self.process, participants=files)
        return super().page_context() | {"standing": standing, "files": files}

    def files_shown(self) -> list[File]:
        """A gate's line speaks of a file."""
        return [self.file, *selectors.participant_files([self.process])]

    def save(self, form: Any) -> str:
        """Begin it."""
        begin_process(actor=self.actor, process=self.process)
        messages.success(self.request, _("It can go ahead"))
        return self.back_url()


class _CaseStep(CaseFormPage):
    """A step of the case taken from this section."""

    abstract = True
    permission = WORK_PROCESS
    template_name = "conferences/case_form.html"
    back_to = "conferences:together"
    button: Any = ""

    def load(self) -> None:
        """Only for those who may see both sides."""
        super().load()
        if exact_progress(self.case) is None:
            raise Http404

    def page_context(self) -> dict[str, Any]:
        """The words of the button."""
        return {"button": self.button}


class Complete(_CaseStep):
    """Go on to follow-up."""

    title = gettext_lazy("Go on to follow-up")
    form_class = forms.ConfirmForm
    button = gettext_lazy("Go on to follow-up")

    def page_context(self) -> dict[str, Any]:
        """With what is still missing."""
        return super().page_context() | {"standing": check(COMPLETE.name, self.case, self.actor)}

    def save(self, form: Any) -> str:
        """Take the step."""
        complete_process(actor=self.actor, case=self.case)
        messages.success(self.request, _("The case is now followed up"))
        return case_url("cases:case", self.case)


class Abandon(_CaseStep):
    """Give up what is under way and go back to preparing."""

    title = gettext_lazy("Go back to preparing")
    form_class = forms.ReasonForm
    button = gettext_lazy("Go back to preparing")

    def page_context(self) -> dict[str, Any]:
        """With what stands in the way."""
        return super().page_context() | {"standing": check(ABANDON.name, self.case, self.actor)}

    def save(self, form: Any) -> str:
        """Take the step."""
        abandon_process(actor=self.actor, case=self.case, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The case is being prepared again"))
        return case_url("cases:case", self.case)
