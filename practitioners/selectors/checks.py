"""Whether people have the check that their roles ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from practitioners.models.checks import VettingCheck
from rjcase.access.models import Membership
from rjcase.access.roles import STAFF, Role
from rjcase.kernel.clock import today

FIRST_WARNING, SECOND_WARNING = timedelta(days=60), timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """The check that counts for somebody, and how it stands: "" where their roles ask for none.

    ``state`` is one of "", vetted, renew_soon, grace, lapsed, unchecked (rjcase.designsystem.words).
    """

    state: str
    check: VettingCheck | None = None

    @property
    def until(self) -> date | None:
        """The last day the check is good for."""
        return self.check.expires_on if self.check else None

    @property
    def lets_in(self) -> bool:
        """Whether somebody may be given a file today, as far as checks go (WM-7-06)."""
        return self.state in ("vetted", "renew_soon", "grace")


def kinds_for(roles: Iterable[str]) -> tuple[VettingCheck.Kind, ...]:
    """The kinds of check that do for these roles: none for those who see no case.

    Whoever works for the scheme needs a DBS check, the office included; for a liaison their
    employer's statement does too.
    """
    held = set(roles)
    if held & STAFF:
        return (VettingCheck.Kind.DBS,)
    if Role.LIAISON in held:
        return (VettingCheck.Kind.EMPLOYER, VettingCheck.Kind.DBS)
    return ()


def standings(members: Iterable[Membership]) -> dict[int, Standing]:
    """How each person's check stands today, by user id, in one query. The office sees all."""
    members = list(members)
    checks: dict[int, list[VettingCheck]] = {}
    rows = VettingCheck.objects.filter(user_id__in=[m.user_id for m in members], withdrawn_at=None)
    for row in rows.order_by("expires_on", "pk"):
        checks.setdefault(row.user_id, []).append(row)
    return {m.user_id: _standing(m.roles, checks.get(m.user_id, [])) for m in members}


def standing_of(member: Membership) -> Standing:
    """How one person's check stands today."""
    return standings([member])[member.user_id]


def checks_of(user_id: int) -> list[VettingCheck]:
    """Every check of a person, those withdrawn too, newest first."""
    rows = VettingCheck.objects.filter(user_id=user_id).select_related("verified_by", "withdrawn_by")
    return list(rows.order_by("-expires_on", "-recorded_at"))


def _standing(roles: Iterable[str], checks: list[VettingCheck]) -> Standing:
    wanted = kinds_for(roles)
    if not wanted:
        return Standing("")
    found = [row for row in checks if row.kind in (*wanted, VettingCheck.Kind.GRACE)]
    if not found:
        return Standing("unchecked")
    best, day = found[-1], today()
    if best.expires_on < day:
        return Standing("lapsed", best)
    if best.kind == VettingCheck.Kind.GRACE:
        return Standing("grace", best)
    return Standing("renew_soon" if best.expires_on - FIRST_WARNING <= day else "vetted", best)
