"""The register as a whole: everybody with what counts about them, and what needs attention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from practitioners import rules
from practitioners.experience import Load, loads_of, processes_of
from practitioners.kinds import KEPT_SAFE, TRAINED_AS, Kind
from practitioners.models import Duty, Entry, EqualityAnswers, Practitioner
from practitioners.selectors import register
from practitioners.selectors.checks import Standing, standings
from rjcase.access.models import Membership
from rjcase.access.roles import STAFF, Role
from rjcase.kernel.clock import today
from rjcase.kernel.codelists import codelist
from rjcase.kernel.smallnumbers import THRESHOLD, shown

# What everybody who works for the scheme is trained in, again and again (WTE-4.5-01, WTE-5.11-01).
SUBJECTS = ("risk", "data_protection", "confidentiality")


@dataclass(frozen=True)
class Listed:
    """Somebody of the register with what a list or a proposal says of them."""

    member: Membership
    record: Practitioner
    check: Standing
    load: Load
    competences: list[str]
    stage: str
    meetings: rules.Minimum  # of the last year
    is_ready: bool  # to apply for accreditation
    is_away: bool
    running_out: list[Entry]  # latest entries that run out within 60 days, or have

    @property
    def user_id(self) -> int:
        """Whose line it is."""
        return int(self.member.user_id)

    @property
    def is_volunteer(self) -> bool:
        """Whether the register calls them a volunteer."""
        return self.record.kind == Practitioner.Kind.VOLUNTEER

    @property
    def has_room(self) -> bool:
        """Whether they may be given one more case by their limit (WTE-3E-03)."""
        limit = self.record.caseload_limit
        return limit is None or self.load.cases + self.load.offers < limit

    @property
    def needs_meetings(self) -> bool:
        """Whether a volunteer was in fewer meetings than wanted, having been here for the year (CAMB-14)."""
        here = self.member.starts_on <= rules.year_before(today())
        return self.is_volunteer and here and self.meetings.is_below


def listed(members: Iterable[Membership] | None = None) -> list[Listed]:
    """Everybody on the register, by name, in a number of queries that does not grow with them."""
    people = list(register.on_the_register() if members is None else members)
    ids = [member.user_id for member in people]
    kept, checks, loads = register.records(ids), standings(people), loads_of(ids)
    held, noted, away = processes_of(ids), register.entries(ids), _away(ids)
    day = today()
    found = []
    for member in people:
        who = member.user_id
        rows = noted.get(who, [])
        found.append(
            Listed(
                member=member,
                record=kept.get(who) or Practitioner(user_id=who, kind=register.kind_of(member)),
                check=checks[who],
                load=loads[who],
                competences=register.competences(rows, day),
                stage=register.stage(rows),
                meetings=rules.meetings_in_year(held[who], day),
                is_ready=rules.is_ready(held[who], day)
                and register.stage(rows) not in ("applied", "accredited"),
                is_away=who in away,
                running_out=running_out(rows, day),
            )
        )
    return found


def running_out(rows: Iterable[Entry], day: date) -> list[Entry]:
    """Of entries newest first, the latest of each kind and code that run out within 60 days or have."""
    return [row for row in register.latest(rows) if rules.lasts(row.expires_on, day) != rules.Lasts.CURRENT]


def _away(people: list[int]) -> set[int]:
    day = today()
    rows = Duty.objects.filter(
        person_id__in=people, kind=Duty.Kind.AWAY, starts_on__lte=day, ends_on__gte=day
    )
    return set(rows.values_list("person_id", flat=True))


def filtered(people: Iterable[Listed], wanted: dict[str, Any]) -> list[Listed]:
    """Those who fit every filter: language, area, competence, time, kind, and room for a case (CAMB-10)."""
    return [one for one in people if all(_TESTS[name](one, value) for name, value in wanted.items())]


def _covers(one: Listed, area: str) -> bool:
    return UUID(area) in {one.record.home_area, *one.record.areas}


_TESTS: dict[str, Any] = {
    "language": lambda one, code: code in one.record.languages,
    "area": _covers,
    "competence": lambda one, code: code in one.competences,
    "time": lambda one, code: code in one.record.times,
    "kind": lambda one, kind: one.record.kind == kind,
    "free": lambda one, _yes: one.has_room and not one.is_away,
}


@dataclass(frozen=True)
class Trained:
    """Somebody and how each subject stands: (state, entry); the state is of rules.Lasts, or "missing"."""

    name: str
    roles: str
    subjects: list[tuple[str, Entry | None]]
    membership: UUID | None = None  # of whoever has an account


def training_register() -> list[Trained]:
    """Everybody who works for the scheme, by role, and when they were trained (WTE-4.5-01, WTE-5.11-01).

    Then those without an account, such as staff of a prison wing.
    """
    return _by_role([*STAFF, Role.LIAISON], Kind.TRAINING, SUBJECTS) + _outsiders()


def access_checklist() -> list[Trained]:
    """Everybody who works for the scheme, by role, and whether each way of keeping things safe is theirs.

    Secure e-mail, secure storage, secure storage of paper (WTE-4.3-02).
    """
    return _by_role(STAFF, Kind.ACCESS, KEPT_SAFE)


def _by_role(roles: Iterable[Role], kind: str, codes: Sequence[str]) -> list[Trained]:
    members = list(
        Membership.objects.live()
        .filter(roles__overlap=list(roles), user__is_active=True)
        .select_related("user")
        .order_by("user__name")
    )
    noted = register.entries((m.user_id for m in members), kind)
    order = list(Role)
    people = [
        (
            order.index(Role(_first(m.roles, order))),
            Trained(str(m.user), _roles(m), _subjects(noted[m.user_id], codes), m.pk),
        )
        for m in members
    ]
    return [person for _place, person in sorted(people, key=lambda pair: pair[0])]


def _first(roles: Sequence[str], order: Sequence[Role]) -> str:
    return next(role for role in order if role in roles)


def _roles(member: Membership) -> str:
    return ", ".join(str(role.label) for role in Role if role in member.roles)


def _subjects(rows: Sequence[Entry], codes: Sequence[str]) -> list[tuple[str, Entry | None]]:
    day, found = today(), []
    for subject in codes:
        row = next((row for row in rows if row.code == subject), None)
        found.append(("missing" if row is None else str(rules.lasts(row.expires_on, day)), row))
    return found


def _outsiders() -> list[Trained]:
    rows = Entry.objects.filter(user=None, kind=Kind.TRAINING, withdrawn_at=None)
    people: dict[tuple[str, str], list[Entry]] = {}
    for row in rows.order_by("trained_as", "outsider", "-done_on"):
        people.setdefault((row.trained_as, row.outsider), []).append(row)
    return [
        Trained(name, str(TRAINED_AS.get(role, role)), _subjects(trained, SUBJECTS))
        for (role, name), trained in people.items()
    ]


@dataclass(frozen=True)
class Question:
    """A question of the profile and how many gave each answer, small numbers hidden."""

    title: Any
    answers: list[tuple[Any, str]]


def equality_profile() -> list[Question]:
    """What volunteers said of themselves, counted (CAMB-13). For the office; others get nothing.

    Nothing at all of fewer than five volunteers: which answers occur would tell as much as how often.
    """
    with connection.cursor() as cursor:
        cursor.execute("select question, answer, people from volunteer_profile()")
        counts = {(question, answer): int(people) for question, answer, people in cursor.fetchall()}
    found: list[Question] = []
    if sum(count for (name, _answer), count in counts.items() if name == "sex") < THRESHOLD:
        return found
    for name, list_name in EqualityAnswers.LISTS.items():
        known = codelist(list_name)
        codes = [*(code.code for code in known), ""]
        told = shown([counts.get((name, code), 0) for code in codes])
        title = EqualityAnswers._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        labels = [known.label(code) if code else "" for code in codes]
        found.append(Question(title, [pair for pair in zip(labels, told, strict=True) if pair[1] != "0"]))
    return found


def language_profile(people: Iterable[Listed]) -> list[tuple[Any, str]]:
    """How many volunteers speak each language, small numbers hidden, most spoken first."""
    spoken: dict[str, int] = {}
    volunteers = [one for one in people if one.is_volunteer]
    for one in volunteers if len(volunteers) >= THRESHOLD else ():
        for code in one.record.languages:
            spoken[code] = spoken.get(code, 0) + 1
    order = sorted(spoken, key=lambda code: (-spoken[code], code))
    known = codelist("language")
    told = shown([spoken[code] for code in order])
    return [(known.label(code), count) for code, count in zip(order, told, strict=True)]
