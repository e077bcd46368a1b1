"""What preparation needs recorded, done by the services the pages call."""

from datetime import timedelta
from typing import Any

from assessments.models import RiskAssessment
from assessments.questions import questions_for
from assessments.services.decide_risk import approve_risk
from assessments.services.record_needs import record_needs
from assessments.services.record_suitability import record_suitability
from assessments.services.write_risk import save_risk, submit_risk
from cases.models import Case, Consent, File, Progress
from rjcase.access.actors import Actor
from rjcase.kernel.clock import today
from rjcase.tenancy import SYSTEM, acting
from tests.world import House, World


def safe_answers(role: str, **risks: dict[str, str]) -> dict[str, dict[str, str]]:
    """Answers that tell of no risk, but for those given."""
    plain = {q.code: {"answer": "no" if q.risky == "yes" else "yes"} for q in questions_for(role)}
    return plain | risks


def consent(file: File, actor: Actor, **more: Any) -> Consent:
    """A party's signed consent to take part."""
    facts = {"purpose": "take_part", "decision": "given", "form": "written", "by": actor.user} | more
    return Consent.objects.create(file=file, **facts)


def suitable(file: File, actor: Actor, **more: Any) -> None:
    """Find a party suitable; an offender accepts responsibility."""
    said = {"responsibility": "yes", "own_words": "I did it."} if file.side == "responsible" else {}
    record_suitability(file, actor, **({"decision": "suitable", "reasons": "Clear about it."} | said | more))


def draft(file: File, actor: Actor, **more: Any) -> RiskAssessment:
    """A complete draft without risks."""
    facts: dict[str, Any] = {
        "answers": safe_answers(file.party.role),
        "is_consent_free": True,
        "level": "low",
        "level_reasons": "Calm and prepared.",
    }
    return save_risk(file, actor, **(facts | more))


def submitted(file: File, actor: Actor, **more: Any) -> RiskAssessment:
    """The same, waiting for approval."""
    return submit_risk(draft(file, actor, **more), actor)


def stage(house: House, case: Case) -> str:
    """The exact stage of a case."""
    with house.at("manager"):
        return Progress.objects.get(case=case).stage


def set_stage(house: House, case: Case, to: str) -> None:
    """Put a case at a stage; the steps before it are tested where they live."""
    with acting(house.scheme, SYSTEM):
        Progress.objects.filter(case=case).update(stage=to)


def prepare(world: World, needs: bool = True) -> None:
    """Allocate Northshire's case and record everything its gates ask for."""
    world.north.allocate(world.case)
    set_stage(world.north, world.case, "preparing")
    with world.north.at("facilitator"):
        me = world.north.actor("facilitator")
        assessments = []
        for file in File.objects.filter(kind="party").select_related("party"):
            consent(file, me, happened_on=today() - timedelta(days=14))
            suitable(file, me)
            if needs:
                record_needs(file, me, has_needs=False)
            assessments.append(submitted(file, me))
    with world.north.at("manager"):
        for assessment in assessments:
            approve_risk(assessment, world.north.actor("manager"))
