"""Reads of the register: records, entries, and what follows from them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from practitioners.kinds import STAGES, Kind
from practitioners.models import Duty, Entry, Practitioner
from practitioners.rules import Lasts, lasts, stage_of
from rjcase.access.models import Area, Membership
from rjcase.access.roles import PRACTITIONERS, Role
from rjcase.kernel.clock import today


def on_the_register() -> QuerySet[Membership]:
    """Everybody who works cases today, by name."""
    rows = Membership.objects.live().filter(roles__overlap=list(PRACTITIONERS), user__is_active=True)
    return rows.select_related("user", "team").order_by("user__name", "pk")


def records(people: Iterable[int]) -> dict[int, Practitioner]:
    """What the register says of these people; nobody wrote of some of them yet."""
    rows = Practitioner.objects.filter(user_id__in=list(people)).select_related("mentor", "reports_to")
    return {row.user_id: row for row in rows}


def record_of(member: Membership) -> Practitioner:
    """What the register says of somebody; before anything was written, what their role tells."""
    found = records([member.user_id]).get(member.user_id)
    return found or Practitioner(user_id=member.user_id, kind=kind_of(member))


def kind_of(member: Membership) -> str:
    """Volunteer or paid, from the role alone."""
    is_volunteer = Role.VOLUNTEER in member.roles and Role.FACILITATOR not in member.roles
    return Practitioner.Kind.VOLUNTEER if is_volunteer else Practitioner.Kind.PAID


def entries(people: Iterable[int], *kinds: str) -> dict[int, list[Entry]]:
    """Entries of these people that stand, newest first, by person; of some kinds, or of all."""
    rows = Entry.objects.filter(user_id__in=list(people), withdrawn_at=None)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in rows.order_by("-done_on", "-recorded_at"):
        if row.user_id is not None:
            found[row.user_id].append(row)
    return found


def all_entries(user_id: int) -> list[Entry]:
    """Every entry of somebody, those withdrawn too, newest first."""
    rows = Entry.objects.filter(user_id=user_id).select_related("by", "withdrawn_by")
    return list(rows.order_by("-done_on", "-recorded_at"))


def latest(rows: Iterable[Entry]) -> list[Entry]:
    """Of entries newest first, the latest of each kind and code."""
    seen: dict[tuple[str, str], Entry] = {}
    for row in rows:
        seen.setdefault((row.kind, row.code), row)
    return list(seen.values())


def stage(rows: Iterable[Entry]) -> str:
    """How far somebody is towards accreditation, from their entries (WM-5.1-04); "" for no step."""
    return stage_of((row.code for row in rows if row.kind == Kind.ACCREDITATION), STAGES)


def competences(rows: Iterable[Entry], day: date | None = None) -> list[str]:
    """Which cases somebody may take beside ordinary ones, on a day or today (WM-7-03)."""
    on = day or today()
    held = [row for row in latest(rows) if row.kind == Kind.COMPETENCE and row.done_on <= on]
    return sorted(row.code for row in held if lasts(row.expires_on, on) != Lasts.OVER)


def is_accredited(user_id: int) -> bool:
    """Whether somebody is an accredited practitioner."""
    return stage(entries([user_id], Kind.ACCREDITATION)[user_id]) == STAGES[-1]


def supervised_volunteers(mentor: int) -> set[int]:
    """The volunteers in the scheme today whom this person supervises (WTE-3E-02)."""
    here = Membership.objects.live().values("user_id")
    rows = Practitioner.objects.filter(mentor_id=mentor, kind=Practitioner.Kind.VOLUNTEER, user_id__in=here)
    return set(rows.values_list("user_id", flat=True))


def area_names() -> dict[UUID, str]:
    """The scheme's areas by key, those out of use too."""
    return dict(Area.objects.values_list("pk", "name"))


def rota(day: date | None = None) -> QuerySet[Duty]:
    """The rota from a day on, or from today."""
    rows = Duty.objects.filter(ends_on__gte=day or today()).select_related("person")
    return rows.order_by("starts_on", "kind", "pk")
