"""The bases of every page about one process: it stands in the joint file of both sides."""

from typing import Any, ClassVar

from django.http import Http404

from cases.links import case_url
from cases.models import File
from cases.pages import FileFormPage, FilePage
from cases.selectors import files_of
from conferences.models import Process
from conferences.policies import VIEW_TOGETHER, WORK_PROCESS
from conferences.selectors import get_process, participant_files
from rjcase.audit.reads import log_read


class ProcessPage(FilePage):
    """A page for those who hold the joint file. Showing it is logged for the files named on it.

    ``form_only`` names the one form of process (direct or indirect) the page is for.
    """

    abstract = True
    permission = VIEW_TOGETHER
    file_kind = File.Kind.JOINT
    form_only: ClassVar[str] = ""
    process: Process

    def find_file(self) -> File | None:
        """Return the joint file of the process in the address, or None."""
        found = get_process(self.case, self.kwargs["process"])
        if found is None or self.form_only not in ("", found.form):
            return None
        self.process = found
        found.case = self.case
        return files_of(self.case).filter(pk=found.joint_id).first()

    def back_url(self) -> str:
        """Back to the process."""
        return case_url("conferences:process", self.case, process=self.process)

    def files_shown(self) -> list[File]:
        """The files named on the page, for the log of reads."""
        return [self.file]

    def log_read(self, why: str = "") -> None:
        """Record which files the actor was shown; one row."""
        match = self.request.resolver_match
        log_read(match.view_name if match else type(self).__name__, self.files_shown(), why)

    def page_context(self) -> dict[str, Any]:
        """Every template gets the process."""
        return {"process": self.process}


class ProcessFormPage(ProcessPage, FileFormPage):
    """A form about one process, for those who may change the joint file."""

    abstract = True
    permission = WORK_PROCESS
    change = True
    template_name = "conferences/form.html"
    button: Any = ""
    is_shared: ClassVar[bool] = False  # the text is shown to both sides: neither's details belong in it

    def files_read_in(self) -> list[File]:
        """A shared text is read in everybody's file."""
        return participant_files([self.process]) if self.is_shared else [self.file]

    def page_context(self) -> dict[str, Any]:
        """The words of the main button."""
        return super().page_context() | {"button": self.button}


class OpenProcessFormPage(ProcessFormPage):
    """A form that is there only while the process is neither held nor cancelled."""

    abstract = True

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the form; for what is over there is none (a late POST is told what happened)."""
        if not self.process.is_open:
            raise Http404
        return super().get(request, *args, **kwargs)
