"""Cases reduced to facts for the paper check, many at once in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from cases.models import Case, File, Identity, Offence, SafeContact, SourcePaper
from referrals.criteria.facts import CaseFacts, PersonFacts
from referrals.criteria.screening import any_yes
from referrals.models import CourtRecord, Referral, ReferredPerson


def facts_of(case: Case) -> CaseFacts:
    """The facts of one case, as far as the actor may see its files."""
    return facts_of_cases([case])[case.pk]


def facts_of_cases(cases: Iterable[Case]) -> dict[UUID, CaseFacts]:
    """The facts of several cases by their ids. Reads files: log the read where a person is shown them."""
    wanted = {case.pk: case for case in cases}
    offences = {row.case_id: row for row in Offence.objects.filter(case__in=wanted).order_by("-pk")}
    areas = dict(
        Referral.objects.filter(case__in=wanted).order_by("-recorded_at").values_list("case_id", "in_area")
    )
    files = list(
        File.objects.filter(case__in=wanted, kind__in=[File.Kind.PARTY, File.Kind.PAPERS]).select_related(
            "party"
        )
    )
    people = _people(files)
    told = set(
        SourcePaper.objects.filter(
            file__in=[each.pk for each in files], kind=SourcePaper.Kind.CIRCUMSTANCES
        ).values_list("file__case_id", flat=True)
    )
    return {
        pk: _facts(case, offences.get(pk), areas.get(pk, ""), pk in told, people[pk])
        for pk, case in wanted.items()
    }


def _facts(
    case: Case, offence: Offence | None, in_area: str, told: bool, people: list[PersonFacts]
) -> CaseFacts:
    return CaseFacts(
        group=case.offence_group or (offence.group if offence else ""),
        subgroup=offence.subgroup if offence else "",
        markers=frozenset(offence.markers if offence else ()),
        happened_on=offence.happened_on if offence else None,
        in_area=in_area or Referral.InArea.UNKNOWN,
        has_circumstances=told,
        people=tuple(people),
        referred_on=case.received_on,
        started_by=case.started_by,
    )


def _people(files: list[File]) -> dict[UUID, list[PersonFacts]]:
    ids = [each.pk for each in files if each.party_id]
    named = {row.file_id: row for row in Identity.objects.filter(file__in=ids)}
    reached = {row.file_id: row for row in SafeContact.objects.filter(file__in=ids, until_on=None)}
    said = {row.file_id: row for row in ReferredPerson.objects.filter(file__in=ids)}
    court = {row.file_id: row for row in CourtRecord.objects.filter(file__in=ids)}
    people: dict[UUID, list[PersonFacts]] = defaultdict(list)
    for file in files:
        if file.party_id:
            person = _person(file, named.get(file.pk), reached.get(file.pk), said.get(file.pk))
            people[file.case_id].append(with_court(person, court.get(file.pk)))
    return people


def with_court(person: PersonFacts, court: CourtRecord | None) -> PersonFacts:
    """The same person with what courts and probation said of them."""
    if court is None:
        return person
    return replace(
        person,
        tier_model=court.tier_model,
        tier=court.tier,
        ogrs=court.ogrs,
        seriousness=court.seriousness,
        statuses=frozenset(court.statuses),
        screening=any_yes(court.screening),
        continuing_harm=court.continuing_harm,
        reparation=court.reparation,
        wants_to_stop=court.wants_to_stop,
        finished_programme=court.finished_programme,
    )


def _person(file: File, name: Identity | None, contact: SafeContact | None, said: Any) -> PersonFacts:
    assert file.party is not None  # noqa: S101  only party files come here
    place = said.custody_place if said else ""
    return PersonFacts(
        role=file.party.role,
        number=file.party.number,
        is_named=bool(name and name.name),
        is_organisation=bool(name and name.organisation and not name.family_name),
        born=name.date_of_birth if name else None,
        is_reachable=bool(place or (contact and (contact.address or contact.phone or contact.email))),
        consent=said.consent if said else "unknown",
        responsibility=said.responsibility if said else "",
        plea=said.plea if said else "",
        justice_stage=said.justice_stage if said else "",
        file=file,
        disposal=said.disposal if said else "",
        home=contact.postcode.split(" ")[0] if contact else "",
        vulnerability=frozenset(said.vulnerability if said else ()),
    )
