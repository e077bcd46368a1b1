"""Referrals by spreadsheet: upload, columns, report, entering, throwing away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals import policies
from referrals.bulk import takeover
from referrals.bulk.columns import MOST_PEOPLE, Column, columns
from referrals.bulk.intake import begin_entering, lock_file, take_file, throw_away_file
from referrals.bulk.progress import ask_worker, go_on
from referrals.bulk.template import as_csv, as_xlsx, what_to_enter
from referrals.forms.intake_files import IntakeFileForm
from referrals.models import IntakeFile, IntakeRow
from referrals.pages.drafts import url
from referrals.selectors import my_agencies, my_files
from rjcase.access.pages import FormPage, Page
from rjcase.designsystem.summary import Row
from rjcase.kernel.clock import now
from rjcase.kernel.errors import DomainError

PAGE_SIZE = 50
QUIET_FOR = 60  # seconds without a step after which a person may ask again
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LATER = tuple(f"{kind}.{place}." for kind in ("victims", "offenders") for place in range(1, MOST_PEOPLE))
_WORKING = (IntakeFile.State.WAITING, IntakeFile.State.CHECKING, IntakeFile.State.ENTERING)


class FilesPage(FormPage):
    """`/<scheme>/refer/files/`: templates, the upload, and one's own spreadsheets."""

    permission = policies.REFER
    form_class = IntakeFileForm
    template_name = "referrals/intake_files.html"
    title = gettext_lazy("Refer several people with a spreadsheet")
    purpose = IntakeFile.Purpose.REFERRALS

    def form_kwargs(self) -> dict[str, Any]:
        """The agencies one may refer for."""
        return {"agencies": list(my_agencies(self.actor)), "office": self.actor.is_office}

    def make_form(self) -> Any:
        """No form for whoever may refer for nobody."""
        kwargs = self.form_kwargs()
        return super().make_form() if kwargs["agencies"] or kwargs["office"] else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the file, if there is anybody to refer for."""
        if self.make_form() is None:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def page_context(self) -> dict[str, Any]:
        """One's own spreadsheets, newest first."""
        return {"files": my_files(self.actor), "back_url": url(self.scheme, "refer")}

    def save(self, form: IntakeFileForm) -> str:
        """Keep the file, read what can be read at once, show the report."""
        sheet = form.cleaned_data["upload"]
        file = take_file(
            actor=self.actor,
            new_id=form.cleaned_data["new_id"],
            agency=form.giver,
            purpose=self.purpose,
            name=sheet.name,
            content=sheet.content,
        )
        if file.state == IntakeFile.State.WAITING:
            go_on(actor=self.actor, scheme=self.scheme, file=file)
        return url(self.scheme, "file", intake=file.pk)


class OpenCasesPage(FilesPage):
    """`/<scheme>/referrals/open-cases/`: a service's open cases from its old spreadsheet, at go-live."""

    permission = policies.REGISTER
    template_name = "referrals/open_cases.html"
    title = gettext_lazy("Bring in open cases from an old spreadsheet")
    purpose = IntakeFile.Purpose.OPEN_CASES

    def page_context(self) -> dict[str, Any]:
        """The headings that are understood beside those of the template."""
        own = {each.heading for each in takeover.spellings().values() if isinstance(each, Column)}
        places = sorted(
            {key.capitalize() for key, each in takeover.spellings().items() if isinstance(each, str)}
        )
        shown = {"headings": [*sorted(own), *places], "back_url": url(self.scheme, "list")}
        return super().page_context() | shown


class TemplatePage(Page):
    """An empty spreadsheet."""

    permission = policies.REFER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As CSV or XLSX. Holds nothing of anybody."""
        kind = kwargs["kind"]
        content = (as_csv if kind == "csv" else as_xlsx)(office=self.actor.is_office)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else _XLSX)
        response["Content-Disposition"] = f'attachment; filename="referrals.{kind}"'
        return response


class ColumnsPage(Page):
    """What each column means and how it is filled in."""

    permission = policies.REFER
    template_name = "referrals/intake_columns.html"
    title = gettext_lazy("Columns of the spreadsheet")

    def page_context(self) -> dict[str, Any]:
        """Columns of one victim and one offender; more people have the next number."""
        shown = [
            {"column": column, "enter": what_to_enter(column)}
            for column in columns(office=self.actor.is_office)
            if not column.key.startswith(_LATER)
        ]
        return {"rows": shown, "back_url": url(self.scheme, "files")}


class OneFilePage(Page):
    """A page of one spreadsheet of one's own."""

    abstract = True
    file: IntakeFile

    def load(self) -> None:
        """Read it; lock it where something is about to be written."""
        pk: UUID = self.kwargs["intake"]
        if self.request.method == "POST":
            found = lock_file(actor=self.actor, file=pk)
        else:
            found = IntakeFile.objects.filter(pk=pk, user_id=self.actor.pk).defer("content").first()
        if found is None:
            raise Http404
        self.file = found


class FilePage(OneFilePage):
    """The report of a spreadsheet: what was found, row by row, and what may be done about it."""

    permission = policies.REFER
    template_name = "referrals/intake_file.html"
    title = gettext_lazy("Your spreadsheet")

    def page_context(self) -> dict[str, Any]:
        """Counts by state, one page of what is wrong, and what was entered."""
        states = IntakeRow.State
        counts = self.file.rows.aggregate(
            **{state.value: Count("pk", filter=Q(state=state)) for state in states}, all=Count("pk")
        )
        wanted = [states.SAME, states.WRONG, states.LEFT] + [states.ENTERED] * self._is_done
        rows = self.file.rows.filter(state__in=wanted).order_by("number")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        is_working = self.file.state in _WORKING
        return {
            "file": self.file,
            "counts": counts,
            "lines": [line for row in page for line in _lines(row)],
            "page_of_rows": page,
            "is_working": is_working,
            "is_checked": self.file.state == IntakeFile.State.CHECKED,
            "is_done": self._is_done,
            "is_quiet": is_working and (now() - self.file.moved_at).total_seconds() > QUIET_FOR,
            "summary": _summary(counts),
            "enter_words": _enter_words(counts),
            "back_url": url(self.scheme, "files"),
            "problems": [],
        }

    @property
    def _is_done(self) -> bool:
        return self.file.state == IntakeFile.State.DONE

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Enter the rows, all or the good ones, or ask again for what has stood still."""
        if "again" in request.POST:
            ask_worker(actor=self.actor, scheme=self.scheme, file=self.file)
            return self.redirect(request.path)
        try:
            with transaction.atomic():
                begin_entering(file=self.file, only_good="only_good" in request.POST)
                go_on(actor=self.actor, scheme=self.scheme, file=self.file)
        except DomainError as problem:
            return self.render(problems=[{"text": str(problem)}])
        return self.redirect(request.path)


class DeleteFilePage(OneFilePage):
    """Asks before a spreadsheet and its report are deleted."""

    permission = policies.REFER
    template_name = "referrals/delete_intake_file.html"
    title = gettext_lazy("Delete this spreadsheet?")

    def page_context(self) -> dict[str, Any]:
        """Which one, by its day."""
        return {"file": self.file, "back_url": url(self.scheme, "file", intake=self.file.pk)}

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Delete it with everything in it."""
        throw_away_file(file=self.file)
        messages.success(self.request, _("Spreadsheet deleted"))
        return self.redirect(url(self.scheme, "files"))


def _summary(counts: dict[str, int]) -> list[Row]:
    """How many rows stand how. What is nought is left out."""
    said = (
        (_("Rows"), counts["all"]),
        (_("Good, not entered yet"), counts["good"]),
        (_("Wrong"), counts["wrong"]),
        (_("Entered before, or twice in the file"), counts["same"]),
        (_("Left out, because the case has ended"), counts["left"]),
        (_("Entered"), counts["entered"]),
    )
    return [Row(words, f"{number:,}") for words, number in said if number]


def _enter_words(counts: dict[str, int]) -> str:
    number = counts["good"]
    if counts["wrong"]:
        words = ngettext("Enter the 1 good row only", "Enter the %(count)s good rows only", number)
    else:
        words = ngettext("Enter 1 referral", "Enter %(count)s referrals", number)
    return words % {"count": f"{number:,}"}


def _lines(row: IntakeRow) -> list[dict[str, Any]]:
    """The lines of the report that a row takes."""
    if row.state == IntakeRow.State.WRONG:
        return [
            {"row": row.number, "state": "wrong", "column": heading, "words": reason}
            for heading, reason in row.problems
        ]
    if row.state == IntakeRow.State.ENTERED:
        said = _("Entered. Receipt code %(code)s") % {"code": row.receipt}
    elif row.state == IntakeRow.State.LEFT:
        said = _("Left out, because the row tells of an outcome")
    elif row.same_as:
        said = _("The same as row %(row)s, so it is not entered again") % {"row": row.same_as}
    else:
        said = _("Entered before, so it is not entered again. Receipt code %(code)s") % {"code": row.receipt}
    return [{"row": row.number, "state": row.state, "column": "", "words": said}]
