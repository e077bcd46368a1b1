"""What waits for a manager's decision, oldest first."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from assessments.policies import DECIDE
from assessments.presenters import LATE_AFTER, waiting_days, waiting_words
from assessments.selectors import waiting_for_approval
from cases.links import case_url
from rjcase.access.pages import Page
from rjcase.audit.reads import log_read

PAGE_SIZE = 25


class ApprovalsPage(Page):
    """Risk assessments that were sent for approval, with how long each has waited."""

    permission = DECIDE
    template_name = "assessments/approvals.html"
    title = gettext_lazy("Approvals")

    def page_context(self) -> dict[str, Any]:
        """One page of the queue; the read of its files is logged in one row."""
        page = Paginator(waiting_for_approval(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        for assessment in page.object_list:
            assessment.file.case.scheme = self.scheme
        log_read("assessments:approvals", [row.file_id for row in page.object_list])
        return {"waiting": page, "lines": [_line(row) for row in page.object_list]}


def _line(assessment: Any) -> dict[str, Any]:
    days = waiting_days(assessment)
    file = assessment.file
    return {
        "assessment": assessment,
        "file": file,
        "url": case_url("assessments:decide", file.case, file=file, assessment=assessment),
        "waiting": waiting_words(days),
        "is_late": days > LATE_AFTER,
    }
