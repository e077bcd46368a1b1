"""What stands around the cases of the demo, so that everybody who signs in finds something of theirs."""

from datetime import timedelta

from assessments.questions import questions_for
from assessments.services.write_risk import save_risk, submit_risk
from cases.models import Case, File, Progress
from cases.selectors import accepted_allocations, party_files
from cases.services.allocation import grant_file, offer_case
from reporting.models import Return
from reporting.periods import last_quarters
from reporting.services.returns import start_return, submit_return
from rjcase.access.actors import Actor, actor_for
from rjcase.access.models import User
from rjcase.kernel.clock import today
from rjcase.tenancy import acting
from rjcase.tenancy.models import Scheme
from rjcase.tenancy.policies import VIEW
from rjcase.web.demo.people import email_of

_LIAISON_DAYS = 60


def add_surroundings(scheme: Scheme) -> None:
    """An offer to answer, files open to the liaison and the supervisor, the returns of two quarters,
    a risk assessment to approve.

    What needs a case in a certain stage is left out where none of the told stories is in it; where the
    returns are there, all of it is.
    """
    manager = User.objects.get(email=email_of("manager", scheme.slug))
    with acting(scheme, manager, why="demo"):
        if Return.objects.exists():
            return
        me = actor_for(manager)
        _offer(scheme, me)
        _open_files(scheme, me)
        _make_returns(me)
    _await_approval(scheme)


def _case_at(stage: str) -> Case | None:
    """The newest case in a stage, or None."""
    return Case.objects.filter(pk__in=Progress.objects.filter(stage=stage).values("case")).last()


def _user(who: str, scheme: Scheme) -> User:
    return User.objects.get(email=email_of(who, scheme.slug))


def _offer(scheme: Scheme, me: Actor) -> None:
    if (case := _case_at("eligible")) is not None:
        offer_case(case, actor=me, user_id=_user("facilitator", scheme).pk, sides="both")


def _open_files(scheme: Scheme, me: Actor) -> None:
    if (case := _case_at("preparing")) is None:
        return
    until = today() + timedelta(days=_LIAISON_DAYS)
    for file in File.objects.filter(case=case, kind=File.Kind.PARTY):
        readers = [("supervisor", "supervision", "Supervises the facilitator")]
        if file.side == "responsible" and file.party and file.party.number == 1:
            readers.append(("liaison", "offender_manager", "Supervises the licence"))
        for who, kind, reason in readers:
            user_id = _user(who, scheme).pk
            grant_file(
                actor=me, file_id=file.pk, user_id=user_id, verb=VIEW, kind=kind, reason=reason, until=until
            )


def _await_approval(scheme: Scheme) -> None:
    """Leave the risk assessment of one person waiting for the manager."""
    manager = User.objects.get(email=email_of("manager", scheme.slug))
    with acting(scheme, manager, why="demo"):
        case = _case_at("preparing")
        workers = accepted_allocations(case) if case else []
    if case is None or not workers:
        return
    with acting(scheme, workers[0].user, why="demo"):
        me = actor_for(workers[0].user)
        (file, *_others) = party_files(case, "harmed")
        answers = {
            each.code: {"answer": "no" if each.risky == "yes" else "yes"}
            for each in questions_for(file.party.role if file.party else "")
        }
        reasons = "Calm and supported. Wants her sister with her."
        risk = save_risk(file, me, answers=answers, is_consent_free=True, level="low", level_reasons=reasons)
        submit_risk(risk, me)


def _make_returns(me: Actor) -> None:
    present, last = last_quarters(2)
    submit_return(me, start_return(me, last))
    start_return(me, present)
