"""Where each party stands: everything the gates look at, read once through the walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import AgeRecord, NeedsAssessment, Participation, RiskAssessment, Suitability
from assessments.models.record import Finding
from cases.models import Case, Consent, ContactBar, File, Identity, Party
from rjcase.kernel.clock import today
from rjcase.kernel.errors import DomainError

PRINCIPALS = frozenset({Party.Role.VICTIM, Party.Role.OFFENDER})
_ROLE_ORDER = [role.value for role in Party.Role]
F_ = TypeVar("F_", bound=Finding)


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


def participants(case: Case) -> list[Party]:
    """The parties who are to take part: those chosen; else every victim and offender."""
    parties = sorted(Party.objects.filter(case=case), key=_party_order)
    files: dict[Any, UUID] = {
        file.party_id: file.pk for file in File.objects.filter(case=case, kind=File.Kind.PARTY)
    }
    chosen = {row.file_id: row.is_taking_part for row in _newest(Participation, files.values())}
    return [party for party in parties if chosen.get(files.get(party.pk), party.role in PRINCIPALS)]


def takes_part(file: File) -> bool:
    """Whether one party is to take part."""
    choice = live(Participation, file)
    if choice is not None:
        return choice.is_taking_part
    return file.party is not None and file.party.role in PRINCIPALS


def standings(case: Case, who: Iterable[Any] | None = None) -> list[Standing]:
    """Where each participant stands, in a constant number of queries.

    ``who`` are the files (or their ids) of those who take part in one process; without it, those
    chosen for the case. A file the actor may not see gives a standing without facts, which opens
    no gate.
    """
    files: dict[Any, File] = {file.party_id: file for file in _party_files(case)}
    if who is None:
        wanted = participants(case)
    else:
        ids = {getattr(item, "pk", item) for item in who}
        wanted = [file.party for file in files.values() if file.pk in ids and file.party is not None]
        if len(wanted) < len(ids):  # somebody named who is not in this case, or not ours to see
            raise DomainError(_("Somebody who was chosen is not in this case. Choose again."))
        wanted.sort(key=_party_order)
    files = {party.pk: files[party.pk] for party in wanted if party.pk in files}
    facts = _Facts(case, [file.pk for file in files.values()], {party.pk for party in wanted})
    return [facts.standing(party, files.get(party.pk)) for party in wanted]


def standing_of(file: File) -> Standing:
    """Where one party stands, whether or not they are to take part.

    Whoever's file is not the actor's to see may be there: a bar on contact with them counts.
    """
    open_to_me = File.objects.filter(case=file.case, kind=File.Kind.PARTY).values("party")
    hidden = Party.objects.filter(case=file.case).exclude(pk__in=open_to_me)
    together = {party.pk for party in (*participants(file.case), *hidden)}
    return _Facts(file.case, [file.pk], together).standing(Party.objects.get(files=file), file)


def _party_order(party: Party) -> tuple[int, int]:
    return _ROLE_ORDER.index(party.role), party.number


def _party_files(case: Case) -> QuerySet[File]:
    return File.objects.filter(case=case, kind=File.Kind.PARTY).select_related("party")


def _newest(model: Any, files: Iterable[UUID]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(file_id__in=list(files))
    return rows.order_by("file_id", "-recorded_at", "-pk").distinct("file_id")


class _Facts:
    """The facts of several files, read table by table.

    ``together`` are the parties who would meet: a bar between two people counts where both are there.
    """

    def __init__(self, case: Case, files: list[UUID], together: set[UUID]) -> None:
        day = today()
        self.is_ordered = case.is_court_ordered
        self.suitabilities = {row.file_id: row for row in _newest(Suitability, files)}
        self.needs = {row.file_id: row for row in _newest(NeedsAssessment, files)}
        self.ages = {row.file_id: row for row in _newest(AgeRecord, files)}
        self.identities = {row.file_id: row for row in Identity.objects.filter(file_id__in=files)}
        risks = RiskAssessment.objects.filter(file_id__in=files).order_by("file_id", "-version")
        self.risks = {row.file_id: row for row in risks.distinct("file_id")}
        consents = Consent.objects.filter(file_id__in=files).order_by(
            "file_id", "purpose", "-recorded_at", "-pk"
        )
        self.consents = {(row.file_id, row.purpose): row for row in consents.distinct("file_id", "purpose")}
        bars = ContactBar.objects.filter(file_id__in=files, from_on__lte=day).filter(
            Q(other_party=None) | Q(other_party__in=together)
        )
        bars = bars.select_related("other_party")
        self.bars = list(bars.filter(Q(until_on=None) | Q(until_on__gte=day)).order_by("from_on"))

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
