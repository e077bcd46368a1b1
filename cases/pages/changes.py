"""Who changed what, from what, to what; and who has looked: for a file, and for the case."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import get_resolver
from django.utils.translation import gettext_lazy

from cases.changes import changes_of
from cases.pages.base import CasePage, FilePage
from cases.policies import VIEW_CASE, VIEW_FILE
from cases.selectors import files_of
from rjcase.audit.models import ReadLog
from rjcase.audit.reads import log_read

CHANGES_A_PAGE = 40
READS_A_PAGE = 50


class FileChanges(FilePage):
    """Everything that was added, changed or removed in a party's file, newest first."""

    permission = VIEW_FILE
    template_name = "cases/changes.html"
    title = gettext_lazy("What was changed")

    def page_context(self) -> dict[str, Any]:
        """One page of changes of the records that hang from the file."""
        found = changes_of("file_id", self.file.pk, {"file", "case_or_file"})
        return {"changes": Paginator(found, CHANGES_A_PAGE).get_page(self.request.GET.get("page"))}


class CaseChanges(CasePage):
    """What was added or changed in the shell of a case: its facts, stages, allocations and clocks."""

    permission = VIEW_CASE
    template_name = "cases/case_changes.html"
    title = gettext_lazy("What was changed")
    back_to = "cases:history"

    def page_context(self) -> dict[str, Any]:
        """One page of changes; those of a party's file stand in that file."""
        kinds = {"case", "case_both", "case_or_file", "allocation", "agency"}
        found = changes_of("case_id", self.case.pk, kinds)
        found += changes_of("id", self.case.pk, {"case"})
        found.sort(key=lambda change: change.at, reverse=True)
        log_read("cases:case_changes", files_of(self.case))
        return {"changes": Paginator(found, CHANGES_A_PAGE).get_page(self.request.GET.get("page"))}


class CaseReads(CasePage):
    """Who was shown any file of the case: the parties', the joint one and the papers."""

    permission = VIEW_CASE
    template_name = "cases/case_reads.html"
    title = gettext_lazy("Who has looked")
    back_to = "cases:history"

    def page_context(self) -> dict[str, Any]:
        """One page of the log, each line with the files it showed."""
        files = {file.pk: str(file) for file in files_of(self.case)}
        log_read("cases:case_reads", files)  # before the rows are counted: this reading is one of them
        found = ReadLog.objects.filter(files__overlap=list(files)).select_related("user")
        page = Paginator(found.order_by("-at", "-pk"), READS_A_PAGE).get_page(self.request.GET.get("page"))
        return {"reads": page, "lines": [(read, _whose(read, files), page_words(read.page)) for read in page]}


def _whose(read: ReadLog, files: dict[Any, str]) -> list[str]:
    return sorted(files[key] for key in read.files if key in files)


# Pages whose heading is the thing they show.
_UNTITLED = {
    "cases:work": gettext_lazy("My work"),
    "cases:case": gettext_lazy("Case overview"),
    "cases:file": gettext_lazy("File overview"),
    "conferences:process": gettext_lazy("Meeting or exchange"),
    "conferences:sheet": gettext_lazy("Day sheet"),
    "agreements:agreement": gettext_lazy("Outcome agreement"),
}


def page_words(name: str) -> str:
    """What a page is called, for a reader of the log; its address's name where it has no title."""
    title = _titles().get(name, "") or _UNTITLED.get(name, "")
    return str(title) or name.replace(":", " ").replace("_", " ").replace("-", " ")


def _titles() -> dict[str, Any]:
    found: dict[str, Any] = {}
    _walk(get_resolver().url_patterns, "", found)
    return found


def _walk(patterns: Any, namespace: str, found: dict[str, Any]) -> None:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            _walk(pattern.url_patterns, inner, found)
        elif pattern.name:
            view = getattr(pattern.callback, "view_class", None)
            found[f"{namespace}{pattern.name}"] = getattr(view, "title", "")
