"""The case page: what stands where, what has to happen next, and what has happened."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from cases import overview, timeline
from cases.forms.timeline import TimelineFilter
from cases.models import Party
from cases.models.case import Side
from cases.pages.base import CasePage
from cases.policies import VIEW_CASE, WORK_FILE
from cases.presenters import timeline_items
from cases.selectors import case_files, changeable_files, exact_progress, parties_of
from rjcase.audit.reads import log_read
from rjcase.kernel.once import reading

RECENT = 10
EVENTS_A_PAGE = 30


class CaseOverview(CasePage):
    """The overview of one case, each side in its own column."""

    permission = VIEW_CASE
    template_name = "cases/case.html"

    def back_url(self) -> str:
        """The case is the top: the navigation leads back."""
        return ""

    def page_context(self) -> dict[str, Any]:
        """The next steps, a card for each party, what the stages add, the last events.

        They share what they read, so that the page asks as often whatever the case holds.
        """
        with reading():
            return self._overview()

    def _overview(self) -> dict[str, Any]:
        files = list(case_files(self.case).values())
        log_read("cases:case", files)
        cards = overview.party_cards(files, self.actor)
        steps = overview.next_step_lines(self.case, self.actor, {file.pk for file in files})
        return {
            "page_title": self.case.reference,
            "header": self.header | {"badges": [*self.header["badges"], *overview.case_badges(cards)]},
            "changeable": changeable_files(self.actor, self.case, files),
            "may_add": self.actor.may(WORK_FILE),
            "sees_both": exact_progress(self.case) is not None,
            "steps": [step for step in steps if not step.is_exit],
            "exits": [step for step in steps if step.is_exit and step.url],
            "next_panels": overview.drawn_panels("next", self.case, self.actor),
            "sides": [self._side(side, cards) for side in (Side.HARMED, Side.RESPONSIBLE)],
            "neutral": [card for card in cards if card.file.side == Side.NEUTRAL],
            "together": overview.drawn_panels("together", self.case, self.actor),
            "events": timeline_items(timeline.events(self.case, self.actor)[:RECENT]),
        }

    def _side(self, side: Side, cards: list[overview.PartyCard]) -> dict[str, Any]:
        parties = sum(party.side == side for party in parties_of(self.case))
        mine = [card for card in cards if card.file.side == side]
        mine.sort(key=lambda card: (Party.Role.values.index(card.file.party.role), card.file.party.number))
        return {
            "side": side.value,
            "cards": mine,
            "hidden": parties - len(mine),
            "panels": overview.drawn_panels(side.value, self.case, self.actor),
        }


class CaseHistory(CasePage):
    """Everything that has happened, filtered by side and kind."""

    permission = VIEW_CASE
    template_name = "cases/history.html"
    title = gettext_lazy("History")

    def page_context(self) -> dict[str, Any]:
        """One page of events; the files they may speak of are logged as read."""
        form = TimelineFilter(self.request.GET or None)
        with reading():
            found = timeline.events(self.case, self.actor, **form.chosen_filters())
            log_read("cases:history", list(case_files(self.case).values()))
        page = Paginator(found, EVENTS_A_PAGE).get_page(self.request.GET.get("page"))
        return {"filter": form, "found": page, "events": timeline_items(list(page.object_list))}
