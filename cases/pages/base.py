"""The bases of every page of a case or of a file in it. Other apps build on these."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from cases import presenters, tabs
from cases.links import case_url
from cases.models import Case, File
from cases.pages import asking
from cases.selectors import files_of, get_case, identity, may_change
from rjcase.access.labels import marking
from rjcase.access.pages import FormPage, Page
from rjcase.audit.reads import log_read
from rjcase.kernel.errors import DomainError


class CasePage(Page):
    """A page about one case, found by its reference through the walls; not there means 404.

    Templates extend ``cases/case_page.html`` and get ``case``, ``header``, ``tabs`` and ``back_url``.
    """

    abstract = True
    case: Case
    back_to = "cases:case"

    def load(self) -> None:
        """Read the case; raise Http404 if it is not there for this actor."""
        try:
            self.case = get_case(self.kwargs["reference"])
        except Case.DoesNotExist as absent:
            raise Http404 from absent
        self.case.scheme = self.scheme

    @cached_property
    def header(self) -> dict[str, Any]:
        """What the strip on top shows; read when a template asks for it."""
        return presenters.header_of(self.case)

    def tabs(self) -> list[dict[str, Any]]:
        """The sections beside this one."""
        return tabs.items("case", self.case, self.actor)

    def back_url(self) -> str:
        """Where the back link leads."""
        return case_url(self.back_to, self.case)

    def case_context(self) -> dict[str, Any]:
        """What every template of a case gets; lazily, so that a page pays for what it shows."""
        return {
            "case": self.case,
            "case_reference": self.case.reference,
            "header": lambda: self.header,
            "tabs": self.tabs,
            "back_url": self.back_url(),
            "marking": marking,
        }

    def render(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Render with the case's own context; the page's wins over it."""
        context = {
            "view": self,
            "page_title": self.title,
            "scheme": self.scheme,
            "actor": self.actor,
            **self.case_context(),
            **self.page_context(),
            **extra,
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)


class CaseFormPage(CasePage, FormPage):
    """A form about one case."""

    abstract = True


class FilePage(CasePage):
    """A page about one file of a case. Showing it is logged in the same transaction.

    ``change = True`` opens it only to those who may change the file. Templates extend
    ``cases/file_page.html`` and also get ``file``, ``side``, ``side_label``, ``whose`` and ``party_label``.
    Pages of a joint file or of the papers override ``find_file``.
    """

    abstract = True
    file: File
    change: ClassVar[bool] = False
    goes_across: ClassVar[bool] = False  # the same page of another party's file is one click away
    file_kind: ClassVar[str] = File.Kind.PARTY
    back_to = "cases:file"

    def load(self) -> None:
        """Read the case and the file; raise Http404 if either is not there for this actor."""
        super().load()
        found = self.find_file()
        if found is None or (self.change and not may_change(self.actor, found)):
            raise Http404
        found.case = self.case
        self.file = found

    def find_file(self) -> File | None:
        """Return the file this page is about, or None."""
        return files_of(self.case).filter(kind=self.file_kind, pk=self.kwargs.get("file")).first()

    def tabs(self) -> list[dict[str, Any]]:
        """The sections of the file."""
        return tabs.items(self.file.kind, self.case, self.actor, self.file)

    def back_url(self) -> str:
        """Where the back link leads: the file, or the case for files that are not a party's."""
        if self.file.kind == File.Kind.PARTY and self.back_to != "cases:case":
            return case_url(self.back_to, self.case, file=self.file)
        return case_url("cases:case", self.case)

    def case_context(self) -> dict[str, Any]:
        """The case's context, and whose file this is in words and colour."""
        side, label = presenters.side_look(self.file)
        return super().case_context() | {
            "file": self.file,
            "side": side,
            "side_label": label,
            "party_label": str(self.file),
            "whose": self.whose,
            "others": self.others,
        }

    def others(self) -> list[dict[str, Any]]:
        """The files of the other parties, each with the address of this same page where it has one."""
        if self.file.kind != File.Kind.PARTY:
            return []
        return presenters.other_files(self.file, self.case, self.actor, self._page_across())

    def _page_across(self) -> str:
        """The name of this page, if other files have it too; "" leads to their overview."""
        match = self.request.resolver_match
        name = match.view_name if match else ""
        return name if self.goes_across or tabs.is_tab(name) else ""

    def whose(self) -> str:
        """The banner's words for whose file this is: the part, and the name where it is known."""
        person = identity(self.file) if self.file.kind == File.Kind.PARTY else None
        return f"{self.file}: {person.name}" if person and person.name else str(self.file)

    def log_read(self, why: str = "") -> None:
        """Record that the actor was shown this file. For answers that render no template."""
        match = self.request.resolver_match
        log_read(match.view_name if match else type(self).__name__, [self.file], why)

    def render(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Log the read, then render: no log, no page."""
        self.log_read()
        return super().render(status, **extra)


class FileFormPage(FilePage, FormPage):
    """A form filled in inside one named file.

    Before it is saved, a text that holds the other side's name, postcode, phone or e-mail is asked
    about, and so is an address in a note of a party's file; ``asks_first = False`` turns that off for
    forms that take no free text.
    """

    abstract = True
    asks_first: ClassVar[bool] = True

    def files_read_in(self) -> list[File]:
        """Where the text will be read: this file, unless the page says otherwise."""
        return [self.file]

    def _must_ask(self) -> bool:
        return self.asks_first and asking.asks_first(self.form, *self.files_read_in(), noted_in=self.file)

    def make_form(self) -> Any:
        """Make the form; a tick box is there if it was there when the form was sent."""
        form = super().make_form()
        asking.bring_back(form, self.request.POST)
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the form, ask about details that may not belong here, save, go on."""
        self.form = self.make_form()
        if self.form.is_valid() and not self._must_ask():
            try:
                with transaction.atomic():  # a service that refuses half-way leaves nothing behind
                    return self.redirect(self.save(self.form))
            except DomainError as problem:
                self.form.add_error(None, str(problem))
        return self.render(form=self.form)
