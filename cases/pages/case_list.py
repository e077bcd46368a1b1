"""The list of cases: filtered, searched, paged."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import listing
from cases.forms.case_list import CaseFilter
from cases.models import Allocation, Case, Progress
from cases.policies import LIST_CASES
from cases.search import hits_on, search
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read

CASES_A_PAGE = 25
_SORTS = {
    "received": ("received_on", "pk"),
    "-received": ("-received_on", "-pk"),
    "reference": ("reference",),
    "-reference": ("-reference",),
}


class CaseList(Page):
    """Cases the reader holds a file of; all of them for the office. Newest first."""

    permission = LIST_CASES
    template_name = "cases/list.html"
    title = gettext_lazy("Cases")

    def page_context(self) -> dict[str, Any]:
        """One page of rows, its filters, and one line in the read log for all of it."""
        form = CaseFilter(self.request.GET or None)
        filters = form.filters()
        found = search(filtered(filters), filters.get("q", ""))
        order = _SORTS.get(self.request.GET.get("sort", ""), _SORTS["-received"])
        page = Paginator(found.cases.order_by(*order), CASES_A_PAGE).get_page(self.request.GET.get("page"))
        rows, shown = listing.rows_of(list(page.object_list), self.scheme)
        hits = hits_on(found, [row.case.pk for row in rows])
        for row in rows:
            row.hits = hits.get(row.case.pk, [])
        log_read("cases:list", [*shown, *(file for row in rows for file in row.hits)])
        return {
            "filter": form,
            "found": page,
            "rows": rows,
            "has_hits": bool(hits),
            "problem": _problem(found.problem),
        }


def filtered(filters: dict[str, Any]) -> QuerySet[Case]:
    """The cases that pass the filters. Filtering by exact stage finds only cases whose stage one may see."""
    cases = Case.objects.all()
    if "stage" in filters:
        cases = cases.filter(pk__in=Progress.objects.filter(stage=filters["stage"]).values("case_id"))
    if "facilitator" in filters:
        held = Allocation.objects.filter(user_id=filters["facilitator"], state=Allocation.State.ACCEPTED)
        cases = cases.filter(pk__in=held.values("case_id"))
    if "offence" in filters:
        cases = cases.filter(offence_group=filters["offence"])
    return listing.late(cases) if filters.get("overdue") else cases


def _problem(code: str) -> str:
    return _("Enter at least 2 letters of a name") if code == "short" else code
