"""The kinds of deadline and their clocks: defaults here, a scheme's own lengths in DeadlineRule."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rjcase.access.labels import in_our_words_lazy
from rjcase.kernel.workingdays import Unit


@dataclass(frozen=True)
class Kind:
    """A thing that falls due. ``fixed`` kinds are due when it was agreed, or when the law says."""

    name: str
    label: Any
    amount: int
    unit: Unit
    requirement: str
    remind_days_before: int = 2
    fixed: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "first_contact",
            in_our_words_lazy(_("First contact with the %(harmed)s")),
            5,
            Unit.WORKING_DAYS,
            "WM-5.7-06",
        ),
        Kind("risk_approval", _("Decision on a risk assessment"), 3, Unit.WORKING_DAYS, "WTE-5.9-01", 1),
        Kind(
            "disclosure_review",
            _("Review of something passed on without consent"),
            2,
            Unit.WORKING_DAYS,
            "WTE-4.5-05",
            1,
        ),
        Kind("breach", _("Decision on a data breach"), 72, Unit.CLOCK_HOURS, "WM-10-06", 2, fixed=True),
        Kind(
            "data_complaint", _("Answer to a data protection complaint"), 30, Unit.CALENDAR_DAYS, "CAMB-23", 7
        ),
        Kind(
            "papers_out", _("Papers to be brought back"), 0, Unit.CALENDAR_DAYS, "WTE-7.10-03", 1, fixed=True
        ),
        Kind("agreement_copies", _("Copies of the agreement"), 3, Unit.WORKING_DAYS, "WTE-7E-05", 1),
        Kind("feedback", _("Feedback after the meeting"), 7, Unit.CALENDAR_DAYS, "WTE-6.7-02"),
        Kind("agreement_item", _("Agreement item"), 0, Unit.CALENDAR_DAYS, "WTE-7E-08", 7, fixed=True),
        Kind(
            "victim_update",
            in_our_words_lazy(_("Update to the %(harmed)s")),
            0,
            Unit.CALENDAR_DAYS,
            "WTE-8.8-01",
            3,
            fixed=True,
        ),
        Kind(
            "agency_agreement",
            _("Review of an agreement with an agency"),
            0,
            Unit.CALENDAR_DAYS,
            "WTE-4.4-01",
            30,
            fixed=True,
        ),
        Kind("enquiry", _("Come back to an enquiry"), 0, Unit.CALENDAR_DAYS, "CAMB-20", 1, fixed=True),
        Kind("police_request", _("Chase an information request"), 10, Unit.WORKING_DAYS, "WTE-4A-06"),
        Kind("cross_border", _("Settle who manages a case"), 10, Unit.WORKING_DAYS, "WM-5.2-03"),
        Kind("rights_request", _("Answer to a request about personal data"), 1, Unit.MONTHS, "WM-10-06", 7),
        Kind(
            "opening_review",
            _("Review of a file opened with a reason"),
            3,
            Unit.WORKING_DAYS,
            "WTE-7.5-01",
            1,
        ),
    )
}
