"""Who could work a case, and who can see what in it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Allocation, Case
from practitioners.selectors import standings
from rjcase.access.models import Membership
from rjcase.access.roles import PRACTITIONERS, Role

_OPEN = (Allocation.State.OFFERED, Allocation.State.ACCEPTED)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be asked, with why they stand where they stand."""

    user_id: int
    name: str
    load: int
    offers: int
    is_volunteer: bool

    @property
    def why(self) -> str:
        """Their load in words."""
        words = ngettext("%(n)d open case", "%(n)d open cases", self.load) % {"n": self.load}
        if self.offers:
            words += ", " + ngettext("%(n)d offer", "%(n)d offers", self.offers) % {"n": self.offers}
        return f"{words} · {_('volunteer')}" if self.is_volunteer else words


@dataclass(frozen=True)
class Excluded:
    """Somebody who may not be asked, and why."""

    name: str
    why: str


def candidates(case: Case) -> tuple[list[Candidate], list[Excluded]]:
    """Facilitators of the scheme: those who may be asked, least loaded first, and those who may not.

    A declared conflict of interest and a missing check (WM-7-06) are hard stops. Those who hold the case
    or an open offer are left out. For the office, which sees every allocation.
    """
    members = list(
        Membership.objects.live().filter(roles__overlap=list(PRACTITIONERS)).select_related("user")
    )
    load = _loads([member.user_id for member in members])
    rows = set(Allocation.objects.filter(case=case).values_list("user_id", "state"))
    conflicted = {user for user, state in rows if state == Allocation.State.CONFLICT}
    asked = {user for user, state in rows if state in _OPEN}
    checked = {user for user, standing in standings(members).items() if standing.lets_in}
    free = [
        Candidate(m.user_id, str(m.user), *load.get(m.user_id, (0, 0)), Role.FACILITATOR not in m.roles)
        for m in members
        if m.user_id not in asked | conflicted and m.user_id in checked
    ]
    stopped = [
        Excluded(str(m.user), _("Conflict of interest declared")) for m in members if m.user_id in conflicted
    ] + [
        Excluded(str(m.user), _("No DBS check that is good today"))
        for m in members
        if m.user_id not in asked | conflicted | checked
    ]
    return sorted(free, key=lambda person: (person.load + person.offers, person.name)), stopped


def _loads(ids: list[int]) -> dict[int, tuple[int, int]]:
    """Open cases and open offers of each person."""
    rows = (
        Allocation.objects.filter(user_id__in=ids, case__closed_on=None)
        .values_list("user_id")
        .annotate(
            load=Count("pk", filter=Q(state=Allocation.State.ACCEPTED)),
            offers=Count("pk", filter=Q(state=Allocation.State.OFFERED)),
        )
    )
    return {user: (load, offers) for user, load, offers in rows}


@dataclass(frozen=True)
class Reader:
    """Somebody who could be let into one file."""

    user_id: int
    name: str


def possible_readers() -> list[Reader]:
    """Liaisons, supervisors and facilitators of the scheme, by name."""
    wanted = [Role.LIAISON, Role.SUPERVISOR, *PRACTITIONERS]
    members = Membership.objects.live().filter(roles__overlap=wanted).select_related("user")
    found = [Reader(m.user_id, f"{m.user} ({_roles(m)})") for m in members]
    return sorted(found, key=lambda person: person.name)


def _roles(member: Membership) -> str:
    return ", ".join(str(Role(role).label) for role in member.roles)


def facilitators() -> list[tuple[str, str]]:
    """The scheme's facilitators as choices, by name. Empty for those who may not see colleagues."""
    members = Membership.objects.live().filter(roles__overlap=list(PRACTITIONERS)).select_related("user")
    return sorted(((str(m.user_id), str(m.user)) for m in members), key=lambda pair: pair[1])
