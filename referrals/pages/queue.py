"""The office's list of referrals: new ones oldest first, with what each still lacks."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from cases.models import Progress
from cases.models.case import Stage
from referrals import policies
from referrals.criteria.facts import CaseFacts
from referrals.criteria.full import missing_for_full
from referrals.models import Referral
from referrals.presenters import source_label
from referrals.selectors import facts_of_cases, intake_settings
from referrals.triage import FACTORS, score
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read
from rjcase.kernel.clock import today

PAGE_SIZE = 20
MOST_RANKED = 500  # the oldest so many are put in order by score
QUEUES = {
    "new": (_("New"), (Stage.RECEIVED,)),
    "accepted": (_("Accepted, waiting for a facilitator"), (Stage.ELIGIBLE,)),
    "all": (_("All"), tuple(Stage)),
}


class ReferralsPage(Page):
    """`/<scheme>/referrals/`: three queues; what is missing shows no name, but the read is logged."""

    permission = policies.LIST
    template_name = "referrals/list.html"
    title = _("Referrals")

    @property
    def queue(self) -> str:
        """Which queue is shown."""
        asked = self.request.GET.get("queue", "new")
        return asked if asked in QUEUES else "new"

    def page_context(self) -> dict[str, Any]:
        """One page of the queue."""
        day, weights = today(), intake_settings().weights
        page = Paginator(self._ordered(weights, day), PAGE_SIZE).get_page(self.request.GET.get("page"))
        referrals = list(page)
        facts = facts_of_cases([referral.case for referral in referrals])
        log_read("referrals:list", [person.file for each in facts.values() for person in each.people])
        return {
            "by_age": "-age" if self.queue == "all" else "age",
            "tabs": self._tabs(),
            "queue": self.queue,
            "may_rank": self.may_rank,
            "page_of_rows": page,
            "rows": [
                {
                    "referral": referral,
                    "reference": referral.case.reference,
                    "source": referral.agency.name if referral.agency else source_label(referral),
                    "stage": referral.stage,
                    "days": (day - referral.happened_on).days,
                    **_scored(facts[referral.case_id], weights, day),
                    "missing": [] if referral.full_on else missing_for_full(facts[referral.case_id]),
                }
                for referral in referrals
            ],
        }

    def _ordered(self, weights: dict[str, int], day: date) -> Any:
        """The queue in the order asked for: by age, or by the triage score of those that wait."""
        asked = self.request.GET.get("sort", "")
        rows = self._rows()
        if asked in ("age", "-age"):
            sign = "" if asked == "age" else "-"
            return rows.order_by(f"{sign}happened_on", f"{sign}recorded_at")
        if self.may_rank and asked in ("score", "-score"):
            waiting = list(rows[:MOST_RANKED])
            facts = facts_of_cases([referral.case for referral in waiting])
            turn = -1 if asked == "-score" else 1
            return sorted(waiting, key=lambda each: turn * score(facts[each.case_id], weights, day).points)
        return rows

    @property
    def may_rank(self) -> bool:
        """Whether the queue can be put in order by score: one of those that wait, for they are few."""
        return self.queue != "all"

    def _rows(self) -> QuerySet[Referral]:
        stage = Progress.objects.filter(case=OuterRef("case")).values("stage")[:1]
        rows = Referral.objects.select_related("case", "agency").annotate(stage=Subquery(stage))
        if self.queue == "all":
            return rows.order_by("-happened_on", "-recorded_at")
        return rows.filter(stage__in=QUEUES[self.queue][1]).order_by("happened_on", "recorded_at")

    def _tabs(self) -> list[dict[str, Any]]:
        counted = dict(Progress.objects.values_list("stage").annotate(n=Count("pk")).order_by())
        return [
            {
                "text": label,
                "href": f"{self.request.path}?queue={name}",
                "active": name == self.queue,
                "count": sum(counted.get(stage, 0) for stage in stages),
            }
            for name, (label, stages) in QUEUES.items()
        ]


def _scored(facts: CaseFacts, weights: dict[str, int], day: date) -> dict[str, Any]:
    """The triage score and what speaks for the case (WTE-3.4-02)."""
    found = score(facts, weights, day)
    speaks = [FACTORS[name] for name, _weight in found.reasons]
    return {"score": found, "reasons": [factor.label for factor in speaks if not factor.against]}
