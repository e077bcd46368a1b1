"""Recording what a party needs, how old they are, and whether they are to take part."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import AgeRecord, NeedsAssessment, Participation
from assessments.selectors import takes_part
from assessments.services.findings import record
from cases.models import File, Identity
from rjcase.access.actors import Actor
from rjcase.kernel.errors import DomainError


def record_needs(
    file: File,
    actor: Actor,
    *,
    has_needs: bool,
    access: str = "",
    communication: str = "",
    support: str = "",
    plan: str = "",
    happened_on: date | None = None,
) -> NeedsAssessment:
    """Record what a party needs and what will be done about it, or that they need nothing (NOMS-04)."""
    texts = {"access": access.strip(), "communication": communication.strip(), "support": support.strip()}
    if has_needs and not any(texts.values()):
        raise DomainError(_("Enter at least one need, or select that there are none"))
    if has_needs and not plan.strip():
        raise DomainError(_("Enter what will be done about their needs"))
    if not has_needs:
        texts, plan = dict.fromkeys(texts, ""), ""
    return record(
        NeedsAssessment,
        file,
        actor,
        what=_("Needs recorded"),
        happened_on=happened_on,
        has_needs=has_needs,
        plan=plan.strip(),
        **texts,
    )


def record_age(
    file: File,
    actor: Actor,
    *,
    finding: str,
    guardian: str = "",
    relationship: str = "",
    note: str = "",
    happened_on: date | None = None,
) -> AgeRecord:
    """Record whether a party is an adult, or what a parent or guardian said (WTE-5.4-05, WTE-5.4-07).

    Raises DomainError if the date of birth on file says otherwise.
    """
    identity = Identity.objects.filter(file=file).first()
    age = identity.age() if identity else None
    is_adult = finding == AgeRecord.Result.ADULT
    if is_adult and age is not None and age < 18:
        raise DomainError(_("The date of birth on file says that they are under 18"))
    if finding == AgeRecord.Result.PERMITTED and not guardian.strip():
        raise DomainError(_("Enter the name of the parent or guardian who gives permission"))
    return record(
        AgeRecord,
        file,
        actor,
        what=_("Age or permission recorded"),
        happened_on=happened_on,
        finding=finding,
        guardian="" if is_adult else guardian.strip(),
        relationship="" if is_adult else relationship.strip(),
        note=note.strip(),
    )


def choose_participation(file: File, actor: Actor, *, is_taking_part: bool) -> Participation:
    """Record that a party is, or is not, to take part in what is being prepared."""
    return record(Participation, file, actor, what=_("Participants changed"), is_taking_part=is_taking_part)


def choose_participants(files: Iterable[File], actor: Actor, *, chosen: set[str]) -> None:
    """Record for each of these files whether its party takes part; ``chosen`` are the ids of those who do.

    A choice that stays as it is adds nothing.
    """
    for file in files:
        now_chosen = str(file.pk) in chosen
        if takes_part(file) != now_chosen:
            choose_participation(file, actor, is_taking_part=now_chosen)
