"""What a liaison sees: the files opened to them, each with their person's own summary."""

from typing import Any

from django.utils.translation import gettext_lazy

from cases import overview, presenters
from cases.grants import interpreted_people
from cases.models import FileGrant
from cases.policies import OPEN_FILES
from cases.selectors import live_grants
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read
from rjcase.tenancy.policies import VIEW


class OpenFiles(Page):
    """One file or a few: until when and why, the neutral face, and what is that person's own."""

    permission = OPEN_FILES
    template_name = "cases/open_files.html"
    title = gettext_lazy("Files open to me")

    def page_context(self) -> dict[str, Any]:
        """Every file that a live grant of mine opens; the reading is logged."""
        grants = live_grants().filter(user_id=self.actor.pk, verb=VIEW, kind__in=FileGrant.OUTSIDE)
        rows = list(grants.select_related("content_object__party", "content_object__case").order_by("until"))
        files = [grant.content_object for grant in rows]
        log_read("cases:open_files", files)
        for file in files:
            file.case.scheme = self.scheme
        cards = {card.file.pk: card for card in overview.party_cards(files, self.actor, "liaison")}
        return {
            "open_files": [self._one(grant, cards[grant.content_object_id]) for grant in rows],
            "interpreted": interpreted_people(),
        }

    def _one(self, grant: Any, card: overview.PartyCard) -> dict[str, Any]:
        side, label = presenters.side_look(card.file)
        return {
            "grant": grant,
            "case": card.file.case,
            "side": side,
            "side_label": label,
            "card": card,
            "face": card.file.case.face,
            "panels": card.panels,
            "rows": [*presenters.person_rows(card.person), *card.rows],
        }
