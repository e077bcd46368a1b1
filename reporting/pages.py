"""Pages of returns."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from reporting.exports import as_pdf, as_workbook
from reporting.forms import NarrativeForm
from reporting.models import Return
from reporting.periods import Quarter, last_quarters, quarter_of
from reporting.policies import MAKE_RETURNS, READ_RETURNS, SUBMIT_RETURNS
from reporting.services.returns import as_shown, cases_behind, start_return, submit_return
from rjcase.access.pages import FormPage, Page
from rjcase.kernel.errors import DomainError

QUARTERS_LISTED = 8


class ReturnsPage(Page):
    """Every return: its makers see each quarter and what became of it, commissioners what was submitted."""

    permission = READ_RETURNS
    template_name = "reporting/returns.html"
    title = _("Returns")

    def page_context(self) -> dict[str, Any]:
        returns = list(Return.objects.all())
        if not self.actor.may(MAKE_RETURNS):
            return {"submitted": returns}
        by_period: dict[Quarter, list[Return]] = {}
        for found in returns:
            by_period.setdefault(Quarter(found.starts_on, found.ends_on), []).append(found)
        periods = sorted({*last_quarters(QUARTERS_LISTED), *by_period}, reverse=True)
        return {"quarters": [(period, by_period.get(period, [])) for period in periods], "may_make": True}


class StartReturn(Page):
    """Begins the return of a quarter, or its correction."""

    permission = MAKE_RETURNS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            period = quarter_of(date.fromisoformat(request.POST.get("quarter", "")))
        except ValueError:
            raise Http404 from None
        if period > last_quarters(1)[0]:
            raise Http404
        return self.redirect(_address("reporting:return", self, start_return(self.actor, period)))


class ReturnPage(Page):
    """One return: figures with the cases behind them, the narrative, and how it was sealed."""

    permission = READ_RETURNS
    template_name = "reporting/return.html"
    title = _("Quarterly return")
    found: Return

    def load(self) -> None:
        self.found = get_object_or_404(Return, pk=self.kwargs["pk"])

    @property
    def measures(self) -> list[dict[str, Any]]:
        """The measures as this reader may see them."""
        return as_shown(self.found, published=not self.actor.may(MAKE_RETURNS))

    def page_context(self) -> dict[str, Any]:
        period = Quarter(self.found.starts_on, self.found.ends_on)
        return {
            "return": self.found,
            "period": period,
            "measures": self.measures,
            "may_make": self.actor.may(MAKE_RETURNS),
            "may_submit": self.actor.may(SUBMIT_RETURNS),
            "back_url": reverse("reporting:returns", kwargs={"scheme": self.scheme.slug}),
        }


class NarrativePage(FormPage):
    """Writes the narrative of a draft."""

    permission = MAKE_RETURNS
    template_name = "web/form.html"
    title = _("Write the narrative")
    form_class = NarrativeForm
    found: Return

    def load(self) -> None:
        self.found = get_object_or_404(Return, pk=self.kwargs["pk"], state=Return.State.DRAFT)

    def initial(self) -> dict[str, Any]:
        return {"narrative": self.found.narrative}

    def page_context(self) -> dict[str, Any]:
        return {"button": _("Save narrative"), "back_url": _address("reporting:return", self, self.found)}

    def save(self, form: NarrativeForm) -> str:
        Return.objects.filter(pk=self.found.pk, state=Return.State.DRAFT).update(
            narrative=form.cleaned_data["narrative"]
        )
        messages.success(self.request, gettext("Narrative saved"))
        return _address("reporting:return", self, self.found)


class SubmitPage(ReturnPage):
    """Asks once more, then freezes the return."""

    permission = SUBMIT_RETURNS
    template_name = "reporting/submit.html"
    title = _("Submit this return")

    def page_context(self) -> dict[str, Any]:
        return super().page_context() | {"back_url": _address("reporting:return", self, self.found)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                submit_return(self.actor, self.found)
        except DomainError as problem:
            return self.render(problem=str(problem))
        messages.success(request, gettext("Return submitted and sealed"))
        return self.redirect(_address("reporting:return", self, self.found))


class BehindPage(ReturnPage):
    """The cases that made one figure, for those who may see them."""

    permission = MAKE_RETURNS
    template_name = "reporting/behind.html"
    title = _("Cases behind this figure")

    def page_context(self) -> dict[str, Any]:
        measure = next((item for item in self.measures if item["name"] == self.kwargs["measure"]), None)
        row = next(
            (row for row in (measure or {"rows": []})["rows"] if row["key"] == self.kwargs["key"]), None
        )
        if measure is None or row is None:
            raise Http404
        ids = cases_behind(self.found, measure["name"], row["key"])
        return super().page_context() | {
            "measure": measure,
            "row": row,
            "cases": Case.objects.filter(pk__in=ids).order_by("reference"),
            "back_url": _address("reporting:return", self, self.found),
        }


class DownloadReturn(ReturnPage):
    """The return as a file."""

    kinds = {
        "pdf": (as_pdf, "application/pdf"),
        "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.kwargs["kind"] not in self.kinds:
            raise Http404
        make, content_type = self.kinds[self.kwargs["kind"]]
        content = make(self.found, self.scheme, self.measures)
        response = HttpResponse(content, content_type=content_type)
        name = f"return-{self.scheme.slug}-{self.found.starts_on}-v{self.found.version}.{self.kwargs['kind']}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _address(name: str, page: Page, found: Return) -> str:
    return reverse(name, kwargs={"scheme": page.scheme.slug, "pk": found.pk})
