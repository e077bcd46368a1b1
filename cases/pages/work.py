"""My work for those who work cases, the Desk for the office; both for somebody who is both."""

from typing import Any

from django.utils.translation import gettext as _

from cases import desk, listing, work
from cases.policies import LIST_CASES
from cases.selectors import changeable_in, my_cases
from cases.waiting import waiting_for_others
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read

MOST_CASES = 50


class Work(Page):
    """Offers; late; due in seven days; waiting for somebody else; my cases. Then the queues of the office."""

    permission = LIST_CASES
    template_name = "cases/work.html"

    def page_context(self) -> dict[str, Any]:
        """What is due comes before what exists."""
        works_cases = self.actor.is_practitioner or not self.actor.is_office
        queues = self._queues()
        return {
            "page_title": _("My work") if works_cases else _("Desk"),
            "mine": self._mine() if works_cases else None,
            "queues": queues,
            "empty": [item["queue"].label for item in queues if not item["count"]],
        }

    def _mine(self) -> dict[str, Any]:
        late, soon = work.due_lists(self.actor, self.scheme)
        cases = list(my_cases(self.actor).filter(closed_on=None)[: MOST_CASES + 1])
        rows, shown = listing.rows_of(cases[:MOST_CASES], self.scheme, appointments=True)
        log_read("cases:work", shown)
        offers = [(offer, work.offer_url(offer, self.scheme)) for offer in work.offers_to(self.actor)]
        return {
            "late": late,
            "soon": soon,
            "offers": offers,
            "waiting": waiting_for_others(self.actor),
            "rows": rows,
            "changeable": changeable_in(self.actor, cases[:MOST_CASES]),
            "has_more": len(cases) > MOST_CASES,
        }

    def _queues(self) -> list[dict[str, Any]]:
        found = []
        for queue in desk.queues(self.actor):
            count, rows = queue.count_and_rows(self.actor)
            found.append({"queue": queue, "count": count, "rows": rows, "oldest": work.oldest(rows)})
        return found
