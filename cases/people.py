"""Who could work a case, and who can see what in it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.matching import propose, reason_words, stop_words
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
    reasons: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)  # asked all the same with a reason only

    @property
    def why(self) -> str:
        """What stands against asking them, their load, and what speaks for them, in words."""
        words = ngettext("%(n)d open case", "%(n)d open cases", self.load) % {"n": self.load}
        if self.offers:
            words += ", " + ngettext("%(n)d offer", "%(n)d offers", self.offers) % {"n": self.offers}
        kind = [_("volunteer")] if self.is_volunteer else []
        stops = [_("Needs a reason: %(what)s") % {"what": stop} for stop in self.stops]
        return " · ".join([*stops, words, *kind, *self.reasons])


@dataclass(frozen=True)
class Excluded:
    """Somebody who may not be asked, and why."""

    name: str
    why: str


def candidates(case: Case) -> tuple[list[Candidate], list[Excluded]]:
    """Facilitators of the scheme: those who may be asked, best fit first, and those who may not.

    A declared conflict of interest and a missing check (WM-7-06) are hard stops. Those who hold the case
    or an open offer are left out. For the office, which sees every allocation.
    """
    members = list(
        Membership.objects.live().filter(roles__overlap=list(PRACTITIONERS)).select_related("user")
    )
    rows = set(Allocation.objects.filter(case=case).values_list("user_id", "state"))
    conflicted = {user for user, state in rows if state == Allocation.State.CONFLICT}
    asked = {user for user, state in rows if state in _OPEN}
    checked = {user for user, standing in standings(members).items() if standing.lets_in}
    able = {m.user_id: m for m in members if m.user_id not in asked | conflicted and m.user_id in checked}
    free = [
        Candidate(
            user_id=one.person.user_id,
            name=one.person.name,
            load=one.person.cases,
            offers=one.person.offers,
            is_volunteer=Role.FACILITATOR not in able[one.person.user_id].roles,
            reasons=[reason_words(reason) for reason in one.reasons],
            stops=[stop_words(stop) for stop in one.stops],
        )
        for one in propose(able.values(), case)
    ]
    stopped = [
        Excluded(str(m.user), _("Conflict of interest declared")) for m in members if m.user_id in conflicted
    ] + [
        Excluded(str(m.user), _("No DBS check that is good today"))
        for m in members
        if m.user_id not in asked | conflicted | checked
    ]
    return free, stopped


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
