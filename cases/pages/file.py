"""The overview of one party's file."""

from typing import Any

from cases.pages.base import FilePage
from cases.policies import VIEW_FILE
from cases.presenters import consent_rows, contact_badges, person_rows, safe_rows
from cases.selectors import (
    consent_history,
    contact_log,
    current_contact,
    identity,
    live_consents,
    may_change,
    open_bars,
)


class FileOverview(FilePage):
    """Who this is, how they may safely be reached, what they said yes to, the last contacts."""

    permission = VIEW_FILE
    template_name = "cases/file.html"
    back_to = "cases:case"

    def page_context(self) -> dict[str, Any]:
        """The title holds the part, never the name."""
        person, safe = identity(self.file), current_contact(self.file)
        return {
            "page_title": str(self.file),
            "person": person,
            "person_rows": person_rows(person),
            "safe": safe,
            "safe_rows": safe_rows(safe),
            "badges": contact_badges(safe, person, open_bars(self.file)),
            "consents": consent_rows(live_consents(consent_history(self.file))),
            "contacts": contact_log(self.file)[:3],
            "may_change": may_change(self.actor, self.file),
        }
