"""Reads of the spine. All go through the walls: what the actor may not see is simply not there."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Func, OuterRef, Q, QuerySet, Subquery

from cases.models import (
    Allocation,
    AllocationNote,
    Case,
    Consent,
    Contact,
    ContactBar,
    Explanation,
    File,
    FileGrant,
    GatePass,
    Identity,
    ItemPermission,
    Party,
    Progress,
    SafeContact,
)
from rjcase.access.models import Membership
from rjcase.deadlines.models import Deadline
from rjcase.kernel.clock import today
from rjcase.kernel.once import once
from rjcase.tenancy.policies import CHANGE, DISCLOSE, VIEW

# Victim before supporter, offender before supporter; professionals last.
_ROLE_ORDER = [role.value for role in Party.Role]


def get_case(reference: str) -> Case:
    """Return a case by its exact reference. Raises Case.DoesNotExist for none, or none of mine."""
    return Case.objects.get(reference=reference)


def files_of(case: Case) -> QuerySet[File]:
    """The files of a case that the actor may see, of every kind, with their parties."""
    return File.objects.filter(case=case).select_related("party").order_by("opened_at", "pk")


@once
def case_files(case: Case) -> dict[UUID, File]:
    """The files of ``files_of`` by key, each tied to the case in hand, so that its addresses cost nothing."""
    found = {file.pk: file for file in files_of(case)}
    for file in found.values():
        file.case = case
    return found


def party_files(case: Case, side: str | None = None) -> list[File]:
    """The party files of a case that the actor may see, one side's or all, in a steady order."""
    files = [file for file in case_files(case).values() if file.kind == File.Kind.PARTY]
    return sorted((file for file in files if side in (None, file.side)), key=_party_order)


@once
def parties_of(case: Case) -> list[Party]:
    """The parties of a case, whether or not the actor may see their files, in a steady order."""
    parties = Party.objects.filter(case=case)
    return sorted(parties, key=lambda party: (_ROLE_ORDER.index(party.role), party.number))


@once
def identities_in(files: tuple[UUID, ...]) -> dict[UUID, Identity]:
    """The identity in each of these files that has one, by file."""
    return {row.file_id: row for row in Identity.objects.filter(file_id__in=files)}


@once
def contacts_in(files: tuple[UUID, ...]) -> list[Contact]:
    """The contacts of these files that stand, with who made them."""
    return list(Contact.objects.standing().filter(file_id__in=files).select_related("by"))


@once
def consents_in(files: tuple[UUID, ...]) -> list[Consent]:
    """Every answer in these files, newest first, with who wrote it down."""
    rows = Consent.objects.filter(file_id__in=files).select_related("by")
    return list(rows.order_by("-recorded_at", "-pk"))


@once
def open_bars_in(files: tuple[UUID, ...]) -> list[ContactBar]:
    """The legal bars in these files that hold today."""
    day = today()
    rows = ContactBar.objects.filter(file_id__in=files, from_on__lte=day)
    held = rows.filter(Q(until_on=None) | Q(until_on__gte=day)).select_related("other_party")
    return list(held.order_by("from_on"))


def by_file(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    """Rows that hang from files, by file, in the order they came."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.file_id].append(row)
    return found


@once
def running_in(case: Case) -> list[Deadline]:
    """The deadlines of a case that are neither met nor waived, the next one first."""
    files = case_files(case)
    rows = list(Deadline.objects.running().filter(case=case).order_by("due_on", "pk"))
    for row in rows:
        row.file = files.get(row.file_id) if row.file_id else None
    return rows


@once
def gate_passes(case: Case) -> list[GatePass]:
    """The gates that a manager let the case through, with who did."""
    return list(GatePass.objects.filter(case=case).select_related("by"))


def _party_order(file: File) -> tuple[int, int]:
    party = file.party
    return (_ROLE_ORDER.index(party.role), party.number) if party else (len(_ROLE_ORDER), 0)


def identity(file: File | UUID) -> Identity | None:
    """The identity in a party's file, or None if it has none or is not the actor's to see."""
    return Identity.objects.filter(file_id=getattr(file, "pk", file)).first()


def live_consent(file: File | UUID, purpose: str) -> Consent | None:
    """The consent decision that holds now for a purpose: the newest row, given, refused or withdrawn."""
    rows = Consent.objects.filter(file_id=getattr(file, "pk", file), purpose=purpose)
    return rows.order_by("-recorded_at", "-pk").first()


def has_live_consent(file: File | UUID, purpose: str) -> bool:
    """Whether a party's live answer for a purpose is yes, and freely given."""
    row = live_consent(file, purpose)
    return row is not None and row.decision == Consent.Decision.GIVEN and row.is_free


def current_contact(file: File | UUID) -> SafeContact | None:
    """How a party may safely be reached now. None means nobody said: treat every channel as unsafe."""
    return SafeContact.objects.filter(file_id=getattr(file, "pk", file), until_on=None).first()


@once
def allocations_of(case: Case) -> list[Allocation]:
    """Everybody who was ever asked to work the case, lead facilitators first.

    Each with ``team``, the name of the team or organisation they deliver for, or None (WM-2-01).
    """
    team = Membership.objects.filter(user=OuterRef("user")).values("team__name")[:1]
    rows = Allocation.objects.filter(case=case).select_related("user", "offered_by")
    rows = rows.annotate(team=Subquery(team))
    return list(rows.order_by("-is_lead", "answered_at"))


def notes_on_work(case: Case) -> dict[UUID, str]:
    """Why each allocation is in the state it is in, by its id; none for who sees one side only."""
    rows = AllocationNote.objects.filter(case=case, state=F("allocation__state")).order_by("recorded_at")
    return {row.allocation_id: row.text for row in rows}


def accepted_allocations(case: Case) -> list[Allocation]:
    """Who works the case now, lead facilitator first."""
    return [row for row in allocations_of(case) if row.state == Allocation.State.ACCEPTED]


def live_grants() -> QuerySet[FileGrant]:
    """Grants in force: one's own, or all for the office.

    The day is the server's, which the walls go by too: a page and its wall never disagree at midnight.
    """
    day = Func(template="current_date", output_field=DateField())
    return FileGrant.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def may_change(actor: Any, file: File) -> bool:
    """Whether the actor may change what hangs from a file: the office, or a holder of CHANGE."""
    if actor.is_office:
        return True
    return live_grants().filter(user_id=actor.pk, content_object_id=file.pk, verb=CHANGE).exists()


def may_disclose(actor: Any, file: File) -> bool:
    """Whether the actor may pass something on from a file: the office, or a holder of DISCLOSE."""
    if actor.is_office:
        return True
    return live_grants().filter(user_id=actor.pk, content_object_id=file.pk, verb=DISCLOSE).exists()


def may_view(actor: Any, file_id: UUID) -> bool:
    """Whether the actor may see a file; asks the walls, so it holds for every kind of actor."""
    return File.objects.filter(pk=file_id).exists()


@once
def exact_progress(case: Case) -> Progress | None:
    """The exact stage, or None for anyone who may not see both sides: show the neutral face then."""
    return Progress.objects.filter(case=case).first()


def may_read_papers(case: Case, actor: Any) -> bool:
    """Whether the papers of a case, which name both sides, are open to the actor."""
    if actor.is_office:
        return True
    held = File.objects.filter(case=case, kind=File.Kind.PAPERS)
    return Progress.objects.filter(case=case).exists() and held.exists()


def my_cases(actor: Any) -> QuerySet[Case]:
    """The cases in which the actor personally holds a live grant, newest first."""
    mine = live_grants().filter(user_id=actor.pk, verb=VIEW).values("case_id")
    return Case.objects.filter(pk__in=mine).order_by("-received_on", "-pk")


def contact_log(file: File) -> list[Contact]:
    """The contacts that stand, newest first, each with ``older``: the rows it replaced, newest first.

    Retracted ones stand too, so that the log shows that something was taken back.
    """
    rows = list(Contact.objects.filter(file=file).select_related("by").order_by("-happened_at", "-pk"))
    by_id: dict[UUID | None, Contact] = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in rows}
    for row in rows:
        older: list[Contact] = []
        below = by_id.get(row.corrects_id)
        while below is not None:
            older.append(below)
            below = by_id.get(below.corrects_id)
        row.older = older  # type: ignore[attr-defined]
    return [row for row in rows if row.pk not in replaced]


def consent_history(file: File) -> list[Consent]:
    """Every answer of a party, newest first, each with ``version``: its number among those of its purpose."""
    rows = Consent.objects.filter(file=file).select_related("by", "document")
    found = list(rows.order_by("-recorded_at", "-pk"))
    versions: dict[str, int] = {}
    for row in reversed(found):
        versions[row.purpose] = versions.get(row.purpose, 0) + 1
        row.version = versions[row.purpose]  # type: ignore[attr-defined]
    return found


def live_consents(history: list[Consent]) -> list[Consent]:
    """The live answer of each purpose, out of a history that begins with the newest."""
    newest: dict[str, Consent] = {}
    for row in history:
        newest.setdefault(row.purpose, row)
    return [newest[purpose] for purpose in Consent.Purpose.values if purpose in newest]


def explained(file: File) -> dict[str, list[Explanation]]:
    """What was explained to a party, by topic, newest first; every topic has its list."""
    found: dict[str, list[Explanation]] = {topic: [] for topic in Explanation.Topic.values}
    rows = Explanation.objects.filter(file=file).select_related("by")
    for row in rows.order_by("-happened_on", "-recorded_at"):
        found[row.topic].append(row)
    return found


def item_permissions(file: File) -> list[ItemPermission]:
    """A party's answers about passing on single things, newest first."""
    rows = ItemPermission.objects.filter(file=file).select_related("by", "to_party")
    return list(rows.order_by("-recorded_at", "-pk"))


def other_parties(file: File) -> QuerySet[Party]:
    """Everybody else in the case of a party's file, by part: a part names nobody."""
    found = Party.objects.filter(case=file.case_id).exclude(files=file)
    return found.order_by("side", "role", "number")


def bars_of(file: File) -> list[ContactBar]:
    """Every bar recorded in a file, those that are over included, newest first."""
    rows = ContactBar.objects.filter(file=file).select_related("other_party")
    return list(rows.order_by("-from_on", "-recorded_at"))


def open_bars(file: File) -> list[ContactBar]:
    """Legal bars on this person's contact that hold today."""
    return open_bars_in((file.pk,))


def changeable_in(actor: Any, cases: Iterable[Case]) -> set[UUID]:
    """The files in these cases that the actor personally was given to work in, in one query."""
    mine = live_grants().filter(user_id=actor.pk, case__in=cases, verb=CHANGE)
    return set(mine.values_list("content_object_id", flat=True))


def changeable_files(actor: Any, case: Case, files: Iterable[File]) -> set[UUID]:
    """Which of these files of a case the actor may change, in one query."""
    if actor.is_office:
        return {file.pk for file in files}
    mine = live_grants().filter(user_id=actor.pk, case=case, verb=CHANGE)
    return set(mine.values_list("content_object_id", flat=True))
