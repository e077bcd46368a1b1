"""What preparation adds to the timeline of a case."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import NeedsAssessment, RiskAssessment, Suitability
from assessments.selectors import findings, risks
from cases.links import case_url
from cases.models import Case, File
from cases.selectors import case_files
from cases.timeline import Event, day_start

KINDS = {"assessment": gettext_lazy("Suitability, risk and needs")}


def events(case: Case, actor: Any) -> Iterable[Event]:
    """Decisions on suitability, needs, and each move of a risk assessment, read through the walls."""
    yield from _findings(case, Suitability, "assessments:suitability")
    yield from _findings(case, NeedsAssessment, "assessments:needs")
    files = case_files(case)
    for row in risks(tuple(files)):
        yield from _risk(case, row, files[row.file_id])


def _findings(case: Case, model: Any, page: str) -> Iterator[Event]:
    files = case_files(case)
    for row in findings(model, tuple(files)):
        file = files[row.file_id]
        if model is Suitability:
            title = _("%(party)s: suitability") % {"party": file.party}
            detail: Any = row.get_decision_display()
        else:
            title = _("%(party)s: needs") % {"party": file.party}
            detail = _("Has needs") if row.has_needs else _("None")
        yield Event(
            happened_at=day_start(row.happened_on),
            recorded_at=row.recorded_at,
            title=title,
            detail=detail,
            side=file.side,
            kind="assessment",
            by=str(row.by),
            url=case_url(page, case, file=file),
        )


def _risk(case: Case, row: RiskAssessment, file: File) -> Iterator[Event]:
    url = case_url("assessments:risk_version", case, file=file, assessment=row)
    said = {"party": file.party, "version": row.version}
    if row.submitted_at:
        yield Event(
            happened_at=row.submitted_at,
            recorded_at=row.submitted_at,
            title=_("%(party)s: risk assessment %(version)s sent for approval") % said,
            side=file.side,
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
            side=file.side,
            kind="assessment",
            by=str(row.decided_by),
            url=url,
        )
