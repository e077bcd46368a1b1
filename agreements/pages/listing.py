"""Every agreement item of the scheme."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from agreements import presenters
from agreements.forms.follow_up import ItemsFilter
from agreements.models import ItemProgress
from agreements.policies import VIEW_AGREEMENTS
from cases.links import case_url
from cases.models import Allocation
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import today

PER_PAGE = 25
_SORTS = {"due": "item__due_on", "case": "file__case__reference", "state": "state"}


class AgreementItems(Page):
    """Items by due date and state, each with its action (WTE-7E-10)."""

    permission = VIEW_AGREEMENTS
    template_name = "agreements/items.html"
    title = gettext_lazy("Agreements")

    @cached_property
    def filters(self) -> ItemsFilter:
        """The filters, as sent or as they start."""
        return ItemsFilter(self.request.GET if self.request.GET else {"state": ["open"]})

    def rows(self) -> QuerySet[ItemProgress]:
        """The items that the actor may see, filtered and sorted."""
        found = ItemProgress.objects.select_related("item__agreement", "item__owner", "file__case")
        if self.filters.is_valid():
            found = _filtered(found, self.filters.cleaned_data)
        wanted = self.request.GET.get("sort", "due")
        field = _SORTS.get(wanted.lstrip("-"), "item__due_on")
        return found.order_by(f"-{field}" if wanted.startswith("-") else field, "item__number", "pk")

    def page_context(self) -> dict[str, Any]:
        """One page of items, with who follows each up."""
        page = Paginator(self.rows(), PER_PAGE).get_page(self.request.GET.get("page"))
        rows = list(page.object_list)
        log_read("agreements:list", [row.file_id for row in rows])
        workers = _lead_of({row.file.case_id for row in rows})
        for row in rows:
            row.file.case.scheme = self.scheme
        shown = [
            {
                "progress": row,
                "item": row.item,
                "case": row.file.case,
                "side": row.file.side,
                "type": presenters.type_label(row.item),
                "state": presenters.state_word(row.item, row),
                "worker": workers.get(row.file.case_id, ""),
                "url": case_url("agreements:progress", row.file.case, item=row.item_id),
                "case_url": case_url("agreements:agreement", row.file.case, agreement=row.item.agreement_id),
            }
            for row in rows
        ]
        return {
            "page_title": self.title,
            "scheme": self.scheme,
            "rows": shown,
            "paging": page,
            "filters": self.filters,
        }


def _filtered(found: QuerySet[ItemProgress], values: dict[str, Any]) -> QuerySet[ItemProgress]:
    states = set(values["state"])
    if states:
        wanted = Q(state__in=states - {"late"})
        if "late" in states:
            wanted |= Q(state=ItemProgress.State.OPEN, item__due_on__lt=today())
        found = found.filter(wanted)
    return found.filter(item__type__in=values["type"]) if values["type"] else found


def _lead_of(cases: set[Any]) -> dict[Any, str]:
    """Who follows up in each case: its lead facilitator."""
    leads = Allocation.objects.filter(case__in=cases, state=Allocation.State.ACCEPTED, is_lead=True)
    return {row.case_id: str(row.user) for row in leads.select_related("user").order_by("answered_at")}
