"""Where each party stands: everything the gates look at, read once through the walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.models import AgeRecord, NeedsAssessment, Participation, RiskAssessment, Suitability
from assessments.models.record import Finding
from cases.models import Case, Consent, ContactBar, File, Party
from cases.selectors import case_files, consents_in, identities_in, open_bars_in, parties_of
from rjcase.kernel.clock import local_date
from rjcase.kernel.errors import DomainError
from rjcase.kernel.once import once

PRINCIPALS = frozenset({Party.Role.VICTIM, Party.Role.OFFENDER})
_ROLE_ORDER = [role.value for role in Party.Role]
F_ = TypeVar("F_", bound=Finding)
R_ = TypeVar("R_", Finding, NeedsAssessment, Participation, RiskAssessment, Suitability, AgeRecord)


@dataclass(frozen=True)
class Standing:
    """What is known now about one party who is to take part; ``file`` None is not the actor's to see."""

    party: Party
    file: File | None = None
    consent: Consent | None = None
    explore: Consent | None = None
    suitability: Suitability | None = None
    risk: RiskAssessment | None = None
    bars: tuple[ContactBar, ...] = ()
    age: int | None = None
    age_record: AgeRecord | None = None
    needs: NeedsAssessment | None = None
    is_ordered: bool = False


def live(model: type[F_], file: File | UUID) -> F_ | None:
    """The newest version of a kind of finding about a party, or None."""
    return history(model, file).first()


def history(model: type[F_], file: File | UUID) -> QuerySet[F_]:
    """Every version of a kind of finding about a party, newest first."""
    rows: QuerySet[F_] = model._default_manager.filter(file_id=getattr(file, "pk", file))
    return rows.select_related("by").order_by("-recorded_at", "-pk")


def live_risk(file: File | UUID) -> RiskAssessment | None:
    """The newest version of a party's risk assessment, whatever its state, or None."""
    return risk_versions(file).first()


def risk_versions(file: File | UUID) -> QuerySet[RiskAssessment]:
    """Every version of a party's risk assessment, newest first."""
    rows = RiskAssessment.objects.filter(file_id=getattr(file, "pk", file))
    return rows.select_related("author", "decided_by").order_by("-version")


def version_before(assessment: RiskAssessment) -> RiskAssessment | None:
    """The version a version followed, or None for the first."""
    return risk_versions(assessment.file_id).filter(version__lt=assessment.version).first()


def waiting_for_approval() -> QuerySet[RiskAssessment]:
    """Risk assessments that wait for a decision, oldest first."""
    rows = RiskAssessment.objects.filter(state=RiskAssessment.State.SUBMITTED)
    return rows.select_related("file__case", "file__party", "author").order_by("submitted_at", "pk")


@once
def findings(model: type[F_], files: tuple[UUID, ...]) -> list[F_]:
    """Every version of a kind of finding in these files, newest first, with who wrote it."""
    rows: QuerySet[F_] = model._default_manager.filter(file_id__in=files)
    return list(rows.select_related("by").order_by("-recorded_at", "-pk"))


@once
def risks(files: tuple[UUID, ...]) -> list[RiskAssessment]:
    """Every version of the risk assessments in these files, newest first."""
    rows = RiskAssessment.objects.filter(file_id__in=files).select_related("author", "decided_by")
    return list(rows.order_by("-version"))


def newest(rows: Iterable[R_]) -> dict[UUID, R_]:
    """The newest row of each file, out of rows that begin with the newest."""
    found: dict[UUID, R_] = {}
    for row in rows:
        found.setdefault(row.file_id, row)
    return found


def participants(case: Case) -> list[Party]:
    """The parties who are to take part: those chosen; else every victim and offender."""
    files = case_files(case)
    choices = newest(findings(Participation, _ids(case))).values()
    chosen = {files[row.file_id].party_id: row.is_taking_part for row in choices}
    return [party for party in parties_of(case) if chosen.get(party.pk, party.role in PRINCIPALS)]


def _ids(case: Case) -> tuple[UUID, ...]:
    return tuple(case_files(case))


def takes_part(file: File) -> bool:
    """Whether one party is to take part."""
    choice = live(Participation, file)
    if choice is not None:
        return choice.is_taking_part
    return file.party is not None and file.party.role in PRINCIPALS


def standings(case: Case, who: Iterable[Any] | None = None, as_of: datetime | None = None) -> list[Standing]:
    """Where each participant stands, in a constant number of queries.

    ``as_of`` is the moment that their consent is judged at, for something that has happened already:
    a withdrawal after a meeting does not undo the meeting. Everything else is as it stands now.

    ``who`` are the files (or their ids) of those who take part in one process; without it, those
    chosen for the case. A file the actor may not see gives a standing without facts, which opens
    no gate.
    """
    files: dict[Any, File] = {
        file.party_id: file for file in case_files(case).values() if file.kind == File.Kind.PARTY
    }
    if who is None:
        wanted = participants(case)
    else:
        ids = {getattr(item, "pk", item) for item in who}
        wanted = [file.party for file in files.values() if file.pk in ids and file.party is not None]
        if len(wanted) < len(ids):  # somebody named who is not in this case, or not ours to see
            raise DomainError(_("Somebody who was chosen is not in this case. Choose again."))
        wanted.sort(key=_party_order)
    files = {party.pk: files[party.pk] for party in wanted if party.pk in files}
    facts = _Facts(case, _ids(case), {party.pk for party in wanted}, as_of)
    return [facts.standing(party, files.get(party.pk)) for party in wanted]


def came_after(row: Consent, moment: datetime) -> bool:
    """Whether an answer came after a moment: on a later day, or a no recorded later on the same day.

    A yes of the same day counts as given before: people often sign at the door.
    """
    day = local_date(moment)
    if row.happened_on != day or row.decision == Consent.Decision.GIVEN:
        return row.happened_on > day
    return local_date(row.recorded_at) == day and row.recorded_at > moment


def standing_of(file: File) -> Standing:
    """Where one party stands, whether or not they are to take part.

    Whoever's file is not the actor's to see may be there: a bar on contact with them counts.
    """
    open_to_me = {each.party_id for each in case_files(file.case).values()}
    hidden = [party for party in parties_of(file.case) if party.pk not in open_to_me]
    together = {party.pk for party in (*participants(file.case), *hidden)}
    return _Facts(file.case, (file.pk,), together).standing(Party.objects.get(files=file), file)


def _party_order(party: Party) -> tuple[int, int]:
    return _ROLE_ORDER.index(party.role), party.number


class _Facts:
    """The facts of several files, read table by table.

    ``together`` are the parties who would meet: a bar between two people counts where both are there.
    """

    def __init__(
        self,
        case: Case,
        files: tuple[UUID, ...],
        together: set[UUID],
        as_of: datetime | None = None,
    ) -> None:
        self.is_ordered = case.is_court_ordered
        self.suitabilities = newest(findings(Suitability, files))
        self.needs = newest(findings(NeedsAssessment, files))
        self.ages = newest(findings(AgeRecord, files))
        self.identities = identities_in(files)
        self.risks = newest(risks(files))
        self.consents: dict[tuple[UUID, str], Consent] = {}
        for row in consents_in(files):
            if as_of is not None and came_after(row, as_of):
                continue
            self.consents.setdefault((row.file_id, row.purpose), row)
        self.bars = [
            bar for bar in open_bars_in(files) if bar.other_party_id is None or bar.other_party_id in together
        ]

    def standing(self, party: Party, file: File | None) -> Standing:
        if file is None:
            return Standing(party)
        identity = self.identities.get(file.pk)
        return Standing(
            party=party,
            file=file,
            consent=self.consents.get((file.pk, Consent.Purpose.TAKE_PART)),
            explore=self.consents.get((file.pk, Consent.Purpose.EXPLORE)),
            suitability=self.suitabilities.get(file.pk),
            risk=self.risks.get(file.pk),
            bars=tuple(bar for bar in self.bars if bar.file_id == file.pk),
            age=identity.age() if identity else None,
            age_record=self.ages.get(file.pk),
            needs=self.needs.get(file.pk),
            is_ordered=self.is_ordered,
        )


def responsibility_accepted(case: Case) -> bool:
    """Whether an offender of the case was assessed as accepting responsibility, whichever side asks.

    Says nothing more than yes or no, to whoever works a file of the case (the order of approach).
    """
    with connection.cursor() as cursor:
        cursor.execute("select responsibility_accepted(%s)", [case.pk])
        return bool(cursor.fetchone()[0])
