"""Making, submitting and correcting a return."""

import hashlib
import json
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from reporting.figures import Figure
from reporting.measures import QUARTERLY
from reporting.models import Return, ReturnEvidence
from reporting.periods import Quarter
from reporting.suppression import suppress
from rjcase.kernel.clock import now
from rjcase.kernel.errors import AlreadyDone, DomainError


def live_figures(period: Quarter) -> list[tuple[Any, list[Figure]]]:
    """Return every measure with its figures as they stand now, from rows the actor may see."""
    return [(measure, measure.figures(period)) for measure in QUARTERLY]


def start_return(actor: Any, period: Quarter) -> Return:
    """Begin the return of a quarter, or give back the draft that is already begun.

    After a submitted one this begins its correction, as a new version.
    """
    of_period = Return.objects.filter(starts_on=period.starts_on, ends_on=period.ends_on)
    draft = of_period.filter(state=Return.State.DRAFT).first()
    if draft:
        return draft
    latest = of_period.aggregate(latest=Max("version"))["latest"] or 0
    before = of_period.filter(version=latest).first()
    return Return.objects.create(
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        version=latest + 1,
        narrative=before.narrative if before else "",
        made_by=actor.user,
    )


def submit_return(actor: Any, found: Return) -> Return:
    """Freeze figures, definitions and narrative with a digest; nothing of it changes afterwards.

    Raises DomainError before the quarter is over, AlreadyDone if somebody submitted it first.
    """
    found = Return.objects.select_for_update(of=("self",)).get(pk=found.pk)
    period = Quarter(found.starts_on, found.ends_on)
    if found.state == Return.State.SUBMITTED:
        raise AlreadyDone(_("This return was submitted in the meantime."))
    if not period.is_over:
        raise DomainError(
            _("This quarter is not over yet. Its return can be submitted from the day after it ends.")
        )
    measured = live_figures(period)
    frozen = [_frozen(measure, figures) for measure, figures in measured]
    found.published = [item | {"rows": suppress(item["rows"])} for item in frozen]
    found.digest = digest_of(found, frozen)
    found.state = Return.State.SUBMITTED
    found.submitted_by, found.submitted_at = actor.user, now()
    found.save()
    cases = {
        measure.name: {figure.key: sorted(map(str, figure.cases)) for figure in figures}
        for measure, figures in measured
    }
    ReturnEvidence.objects.create(of=found, cases=cases, figures=frozen)
    return found


def _frozen(measure: Any, figures: list[Figure]) -> dict[str, Any]:
    rows = [
        {
            "key": figure.key,
            "label": figure.label,
            "count": figure.count,
            "base": figure.base,
            "percent": figure.percent,
        }
        for figure in figures
    ]
    return {
        "name": measure.name,
        "title": str(measure.title),
        "definition": str(measure.definition),
        "column": str(measure.column),
        "total": None if any(row["base"] is not None for row in rows) else sum(row["count"] for row in rows),
        "rows": rows,
    }


def digest_of(found: Return, figures: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of everything a submitted return says, as hexadecimal digits.

    ``figures`` are those before small numbers were hidden, of its evidence.
    """
    said = {
        "from": found.starts_on.isoformat(),
        "to": found.ends_on.isoformat(),
        "version": found.version,
        "narrative": found.narrative,
        "figures": figures,
        "published": found.published,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def as_shown(found: Return, *, published: bool) -> list[dict[str, Any]]:
    """Return the measures as dictionaries for page, PDF and XLSX: live while a draft, else frozen."""
    if found.state == Return.State.SUBMITTED:
        return list(found.published if published else _evidence(found).figures)
    return [
        _frozen(measure, figures)
        for measure, figures in live_figures(Quarter(found.starts_on, found.ends_on))
    ]


def _evidence(found: Return) -> ReturnEvidence:
    """What a submitted return was made of; nothing at all for anybody but the office."""
    return ReturnEvidence.objects.filter(of=found).first() or ReturnEvidence(of=found, cases={})


def cases_behind(found: Return, measure: str, key: str) -> list[str]:
    """Return the ids of the cases that made a figure; for the office alone."""
    if found.state == Return.State.SUBMITTED:
        return list(_evidence(found).cases.get(measure, {}).get(key, []))
    for known, figures in live_figures(Quarter(found.starts_on, found.ends_on)):
        if known.name == measure:
            return [str(case) for figure in figures if figure.key == key for case in figure.cases]
    return []
