"""What each team, or agency that delivers for the scheme, did with the cases it was asked to take."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from cases.models import Allocation
from cases.timeline import day_start
from referrals.models import AgreementSignature, PartnerAgreement
from reporting.figures import Figure
from reporting.periods import Quarter
from rjcase.access.models import Membership
from rjcase.kernel.clock import local_date, today
from rjcase.kernel.workingdays import Unit, due

_TAKEN = (Allocation.State.ACCEPTED, Allocation.State.ENDED)  # an ended allocation was accepted once
_ASKED = (*_TAKEN, Allocation.State.OFFERED, Allocation.State.DECLINED, Allocation.State.CONFLICT)


def accepted_by_team(period: Quarter) -> list[Figure]:
    """Cases accepted by each team, of those offered to its people in the period (CAMB-35)."""
    found: dict[UUID, Figure] = {}
    for team, name, case, row in _offers(period):
        figure = found.setdefault(team, Figure(str(team), name, set(), 0, 0))
        figure.base = (figure.base or 0) + 1
        if row.state in _TAKEN:
            figure.count += 1
            figure.cases.add(case)
    return sorted(found.values(), key=lambda figure: figure.label)


def accepted_in_time_by_team(period: Quarter) -> list[Figure]:
    """Of the same, cases accepted within the days of the team's memorandum (CAMB-09).

    A team is bound by the live memorandum that an agency of its name signed; others are left out. An offer
    that may still be answered in time is not counted either way.
    """
    targets = _targets()
    found: dict[UUID, Figure] = {}
    for team, name, case, row in _offers(period):
        days = targets.get(name.casefold())
        if days is None:
            continue
        last = due(row.offered_at, days, Unit.WORKING_DAYS)
        if row.answered_at is None and last >= today():
            continue
        figure = found.setdefault(team, Figure(str(team), name, set(), 0, 0))
        figure.base = (figure.base or 0) + 1
        if row.state in _TAKEN and in_time(row.offered_at, row.answered_at, days):
            figure.count += 1
            figure.cases.add(case)
    return sorted(found.values(), key=lambda figure: figure.label)


def in_time(offered_at: datetime, answered_at: datetime | None, days: int) -> bool:
    """Whether an offer was answered within so many working days after the day it was made."""
    last = due(offered_at, days, Unit.WORKING_DAYS)
    return answered_at is not None and local_date(answered_at) <= last


def _offers(period: Quarter) -> Iterator[tuple[UUID, str, UUID, Allocation]]:
    """(team, its name, case, offer) of every offer of the period to somebody who is in a team now."""
    teams = {
        row.user_id: (row.team.pk, row.team.name)
        for row in Membership.objects.filter(team__isnull=False).select_related("team")
        if row.team is not None
    }
    rows = Allocation.objects.filter(
        user_id__in=teams,
        state__in=_ASKED,
        offered_at__gte=day_start(period.starts_on),
        offered_at__lt=day_start(period.ends_on + timedelta(days=1)),
    )
    for row in rows.order_by("offered_at"):
        yield *teams[row.user_id], row.case_id, row


def _targets() -> dict[str, int]:
    """Working days to answer by name of the agency, where a live memorandum that it signed sets them."""
    signed = AgreementSignature.objects.filter(
        agreement__kind=PartnerAgreement.Kind.MEMORANDUM,
        agreement__target_days__isnull=False,
        signed_on__isnull=False,
    ).select_related("agreement", "agency")
    found: dict[str, int] = {}
    for row in signed:
        days = row.agreement.target_days
        if row.agreement.is_live and days is not None:
            name = row.agency.name.casefold()
            found[name] = min(days, found.get(name, days))
    return found
