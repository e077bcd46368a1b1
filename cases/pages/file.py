"""The overview of one party's file."""

from typing import Any

from cases.pages.base import FilePage
from cases.policies import VIEW_FILE
from cases.selectors import current_contact, identity


class FileOverview(FilePage):
    """Who this is and how they may safely be reached."""

    permission = VIEW_FILE
    template_name = "cases/file.html"
    back_to = "cases:case"

    def page_context(self) -> dict[str, Any]:
        """The title holds the part, never the name."""
        return {
            "page_title": str(self.file),
            "identity": identity(self.file),
            "contact": current_contact(self.file),
        }
