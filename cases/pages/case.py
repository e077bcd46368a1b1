"""The case page: what stands where, what has to happen next, and what has happened."""

from typing import Any

from cases.pages.base import CasePage
from cases.policies import VIEW_CASE


class CaseOverview(CasePage):
    """The overview of one case."""

    permission = VIEW_CASE
    template_name = "cases/case.html"

    def back_url(self) -> str:
        """The case is the top: the navigation leads back."""
        return ""

    def page_context(self) -> dict[str, Any]:
        """The title names the case alone."""
        return {"page_title": self.case.reference}
