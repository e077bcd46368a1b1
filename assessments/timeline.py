"""What preparation adds to the timeline of a case."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import NeedsAssessment, RiskAssessment, Suitability
from cases.links import case_url
from cases.models import Case
from cases.timeline import Event, day_start

KINDS = {"assessment": gettext_lazy("Suitability, risk and needs")}


def events(case: Case, actor: Any) -> Iterable[Event]:
    """Decisions on suitability, needs, and each move of a risk assessment, read through the walls."""
    yield from _findings(case, Suitability, "assessments:suitability")
    yield from _findings(case, NeedsAssessment, "assessments:needs")
    rows = RiskAssessment.objects.filter(file__case=case)
    for row in rows.select_related("file__party", "author", "decided_by"):
        row.file.case = case
        yield from _risk(case, row)


def _findings(case: Case, model: Any, page: str) -> Iterator[Event]:
    for row in model.objects.filter(file__case=case).select_related("file__party", "by"):
        if model is Suitability:
            title = _("%(party)s: suitability") % {"party": row.file.party}
            detail: Any = row.get_decision_display()
        else:
            title = _("%(party)s: needs") % {"party": row.file.party}
            detail = _("Has needs") if row.has_needs else _("None")
        yield Event(
            happened_at=day_start(row.happened_on),
            recorded_at=row.recorded_at,
            title=title,
            detail=detail,
            side=row.file.side,
            kind="assessment",
            by=str(row.by),
            url=case_url(page, case, file=row.file),
        )


def _risk(case: Case, row: RiskAssessment) -> Iterator[Event]:
    url = case_url("assessments:risk_version", case, file=row.file, assessment=row)
    said = {"party": row.file.party, "version": row.version}
    if row.submitted_at:
        yield Event(
            happened_at=row.submitted_at,
            recorded_at=row.submitted_at,
            title=_("%(party)s: risk assessment %(version)s sent for approval") % said,
            side=row.file.side,
            kind="assessment",
            by=str(row.author),
            url=url,
        )
    if row.decided_at:
        yield Event(
            happened_at=row.decided_at,
            recorded_at=row.decided_at,
            title=_("%(party)s: risk assessment %(version)s decided") % said,
            detail=row.get_state_display(),
            side=row.file.side,
            kind="assessment",
            by=str(row.decided_by),
            url=url,
        )
